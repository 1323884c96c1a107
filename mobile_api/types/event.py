"""Events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import graphene
from django.utils import timezone

from mobile_api.limits import page_size
from mobile_api.reading.contents import Content as ContentRow
from mobile_api.types.content import Content
from mobile_api.types.node import Node
from mobile_api.types.scalars import Date, DateTime


class Occurrence(graphene.ObjectType):
    start = DateTime(required=True)
    end = DateTime()


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    start: datetime
    end: datetime | None


class Event(graphene.ObjectType):
    """Without end it is told by its start alone."""

    class Meta:
        interfaces = (Node, Content)

    start = DateTime(required=True)
    end = DateTime()
    address = graphene.String()
    cost = graphene.String()
    occurrences = graphene.List(
        graphene.NonNull(Occurrence),
        required=True,
        from_=graphene.Argument(Date, required=True, name="from"),
        to=graphene.Argument(Date, required=True),
        first=graphene.Argument(graphene.Int, default_value=50),
    )

    @staticmethod
    def resolve_address(root: ContentRow, info: Any) -> str | None:
        """Place and address as the page says them, on one line."""
        facts = info.context.of.event_facts.get(root)
        return ", ".join(part for part in (facts.place, facts.address) if part) or None if facts else None

    @staticmethod
    def resolve_cost(root: ContentRow, info: Any) -> str | None:
        facts = info.context.of.event_facts.get(root)
        return facts.cost or None if facts else None

    @staticmethod
    def resolve_occurrences(
        root: ContentRow, info: Any, *, from_: date, to: date, first: int | None = None
    ) -> list[OccurrenceRow]:
        """An event takes place once; `to` is the last day that counts."""
        page_size(50 if first is None else first)
        start, end = root.start, root.end
        assert start is not None  # every event has one
        inside = timezone.localdate(start) <= to and timezone.localdate(end or start) >= from_
        return [OccurrenceRow(start, end)] if inside else []
