"""What a list of content was asked for: which kinds, in which order, from where on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from federation.models import AudienceKind
from federation.querysets.placements import PlacementQuerySet
from mobile_api import cursors
from mobile_api.reading.contents import READABLE, ROWS, Content
from mobile_api.reading.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Filters:
    """None: every one. Values that nobody knows find nothing."""

    kinds: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None

    def shown(self, placements: PlacementQuerySet, *, now: datetime) -> PlacementQuerySet:
        """Those among READABLE that a site shows at `now`, and that pass."""
        shown = placements.shown(now=now)
        if self.kinds is not None:
            shown = shown.filter(item__kind__in=self.kinds)
        if self.topics is not None:  # no page type has topics yet
            shown = shown.none()
        if self.channels is not None:
            shown = shown.filter(self._by_channel(self.channels))
        if self.starts_from is not None:
            shown = shown.filter(Q(item__ends_at__gt=self.starts_from) | Q(item__starts_at__gte=self.starts_from))
        if self.starts_before is not None:
            shown = shown.filter(item__starts_at__lt=self.starts_before)
        return shown

    @staticmethod
    def _by_channel(slugs: tuple[str, ...]) -> Q:
        """Only channels for citizens: of the others the app does not even learn the name."""
        found = Q(pk__in=[])
        for kind in (kind for kind in KINDS if kind.is_syndicated):
            pages = kind.model.objects.filter(channels__slug__in=slugs, channels__audience_kind=AudienceKind.CITIZENS)
            found |= Q(page_id__in=pages.order_by().values("pk"))
        return found


@dataclass(frozen=True, slots=True)
class Order:
    """Two columns, the second of them unique; `name` is the kind of its cursors."""

    name: str
    column: str
    descending: bool

    def by(self, prefix: str, unique: str) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return (f"{sign}{prefix}{self.column}", f"{sign}{unique}")

    def after(self, key: tuple[datetime, UUID], *, prefix: str, unique: str) -> Q:
        beyond = "lt" if self.descending else "gt"
        moment, item_id = key
        return Q(**{f"{prefix}{self.column}__{beyond}": moment}) | Q(
            **{f"{prefix}{self.column}": moment, f"{unique}__{beyond}": item_id}
        )


NEWEST = Order("feed", "published_at", descending=True)
SOONEST = Order("events", "starts_at", descending=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """`after` is (moment, item) of the last row of the page before. Hashable: lists asked alike are read together."""

    filters: Filters
    order: Order
    first: int
    after: tuple[datetime, UUID] | None
    now: datetime

    def shown(self) -> PlacementQuerySet:
        """The placements of any member that belong to the list, on whatever page."""
        return self.filters.shown(READABLE, now=self.now)

    def rows(self) -> Any:
        """The same among ROWS, from `after` on."""
        rows: Any = self.filters.shown(ROWS, now=self.now)
        return rows.filter(self.order.after(self.after, prefix="item__", unique="item_id")) if self.after else rows

    def scope(self, *slugs: str) -> str:
        """What binds a cursor to this list: comuni in their order, and filters."""
        return cursors.hash_of(slugs, self.filters)

    def cursor(self, content: Content, *, scope: str) -> str:
        moment = content.published_at if self.order is NEWEST else content.start
        assert moment is not None  # of events, and each has one
        return cursors.seal(self.order.name, moment.isoformat(), content.item_id, scope)


def key_of(cursor: str | None, order: Order) -> tuple[tuple[datetime, UUID] | None, str]:
    """The place that the cursor names, and the scope that it was issued for."""
    if cursor is None:
        return None, ""
    moment, item_id, scope = _three(cursors.unseal(order.name, cursor))
    return (datetime.fromisoformat(moment), UUID(item_id)), scope


def _three(values: list[Any]) -> tuple[str, str, str]:
    moment, item_id, scope = values
    return moment, item_id, scope
