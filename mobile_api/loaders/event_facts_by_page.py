"""What events have and other kinds of content lack, beside the moments that every row carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cms.models import EventPage


@dataclass(frozen=True, slots=True)
class EventFacts:
    """As the page says them; empty where it says nothing."""

    place: str
    address: str
    cost: str


def event_facts_by_page(ids: Collection[int]) -> Mapping[int, EventFacts]:
    """One query; withdrawn ones in the meantime are left out."""
    rows = EventPage.objects.filter(pk__in=ids, live=True).values_list("pk", "place", "address", "cost")
    return {pk: EventFacts(*facts) for pk, *facts in rows}
