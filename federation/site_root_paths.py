"""Wagtail clears its cached list of site roots inside the transaction; here it is cleared again after commit.

Otherwise a visitor's request in between fills it with the old host names, for an hour.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, Site

HOME_DEPTH = 2


def forget_on_commit(sender: Any, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """For a Site, or for a page that may be the home of one: whatever saved, moved, renamed or deleted it."""
    if raw:  # a fixture is loaded: the row is not whole yet
        return
    if isinstance(instance, Site) or (isinstance(instance, Page) and instance.depth <= HOME_DEPTH):
        transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    Site.clear_site_root_paths_cache()
