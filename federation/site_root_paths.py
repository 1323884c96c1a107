"""Wagtail clears its cached list of site roots inside the transaction; here it is cleared again after commit.

Otherwise a visitor's request in between fills it with the old host names, for an hour.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Site


def forget_on_commit(sender: Any, instance: Site | Page, **kwargs: Any) -> None:
    """For a Site, or for a page whose move or rename may concern one."""
    transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    Site.clear_site_root_paths_cache()
