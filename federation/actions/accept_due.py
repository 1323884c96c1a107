"""Offers that a sender recommends are accepted by themselves when nobody decided in time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from federation.actions.accept import accept
from federation.models import Decision, Placement


def accept_due(*, now: datetime | None = None) -> int:
    """Accepts what was due at `now`, one commit each; returns how many."""
    due = Placement.objects.filter(decision=Decision.OFFERED, available=True, due_at__lte=now or timezone.now())
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True))
    for placement_id in ids:
        accept(placement_id, user=None, unless_decided=True)
    return len(ids)
