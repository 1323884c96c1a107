"""Who looks after the tasks of the whole installation: its administrators, and nobody for a single member."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from federation.refusal import ActionRefused

RIGHT = "federation.tend_tasks"


def tends_tasks(user: Any) -> bool:
    return bool(user.has_perm(RIGHT))


def check_tends_tasks(user: Any) -> None:
    """Raises `ActionRefused`."""
    if not tends_tasks(user):
        raise ActionRefused(_("Solo chi amministra l’installazione può farlo."))
