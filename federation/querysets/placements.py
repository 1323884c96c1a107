"""Questions about placements: what a site shows, and what changed since a number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from federation.models import Member, Placement  # noqa: F401 named in a string below


def _not_over(now: datetime) -> Q:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(item__ends_at__gt=now) | Q(item__ends_at__isnull=True, item__starts_at__gte=today)


def raised_if_on_site(seq: int) -> Case:
    """For `update(version=…)` of rows that the sender changes: what a member never accepted, no site knows. What it
    declined later stands there as a 410 with title and explanation.

    In the same statement as the change itself: PostgreSQL rewrites a row in every index for each that touches it.
    """
    known = Q(decision="accepted") | Q(path__isnull=False)
    return Case(When(known, then=Value(seq, models.BigIntegerField())), default=F("version"))


class PlacementQuerySet(models.QuerySet["Placement"]):
    def shown(self, *, now: datetime | None = None) -> Self:
        """Those that some site shows at `now`: available, accepted, and not past the moment of expiry."""
        now = now or timezone.now()
        return self.filter(
            Q(item__expires_at__isnull=True) | Q(item__expires_at__gt=now), available=True, decision="accepted"
        )

    def shown_on(self, member: Member, *, now: datetime | None = None) -> Self:
        """Those that this member's site shows at `now`."""
        return self.filter(member=member).shown(now=now)

    def received_by(self, member: Member) -> Self:
        """Everything that others sent to this member, whatever it decided."""
        return self.filter(member=member).exclude(item__owner=member)

    def waiting(self) -> Self:
        """Offers that nobody decided on; those with a `due_at` are accepted then."""
        return self.filter(decision="offered", available=True)

    def newest_first(self) -> Self:
        """Pinned ones first, then by date of publication."""
        pinned_first = Case(When(overrides__pinned=True, then=Value(0)), default=Value(1))
        return self.order_by(pinned_first, "-item__published_at", "-id")

    def upcoming(self, now: datetime) -> Self:
        """What is not over, soonest first: at its end it is. Something without an end lasts until its day is over."""
        return self.filter(_not_over(now)).order_by("item__starts_at", "id")

    def soonest_first(self, now: datetime) -> Self:
        """What is to come, soonest first; then what is over, latest first."""
        comes_at = Case(When(_not_over(now), then=F("item__starts_at")))
        return self.order_by(comes_at.asc(nulls_last=True), "-item__starts_at", "-id")

    def for_display(self) -> Self:
        """With all that `Listed.as_item` needs, so that it makes no query: item, owner and the original's path."""
        original = self.model.objects.filter(item=OuterRef("item"), member=OuterRef("item__owner"))
        return self.select_related("item__owner").annotate(original_path=Subquery(original.values("path")[:1]))

    def after(self, *, version: int, id: int = 0) -> Self:  # noqa: A002 the column's name
        """What changed after the cursor (version, id), oldest first. One commit gives many rows the same version,
        so readers page by both. The lower bound stands by itself, so that the index begins there: of an «or» the
        databases read it from its beginning."""
        later = Q(version__gt=version) | Q(version=version, id__gt=id)
        return self.filter(later, version__gte=max(version, 1)).order_by("version", "id")
