"""Offers that a sender recommends are accepted by themselves when nobody decided in time."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.one_by_one import OneByOne
from federation.models import Placement
from federation.task_words import placement_in_words


def accept_due(*, now: datetime | None = None) -> int:
    """Accepts what was due at `now`, one commit each; returns how many. Raises `DutyFailed` with those that could not
    be accepted, after all others are."""
    due = Placement.objects.waiting().filter(due_at__lte=now or timezone.now())
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True))
    offers = OneByOne()
    for placement_id in ids:
        with offers.trying(partial(placement_in_words, placement_id)):
            accept(placement_id, user=None, unless_decided=True)
    offers.tell()
    return len(ids)
