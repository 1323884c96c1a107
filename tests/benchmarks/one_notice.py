"""One notice on the site of every member: publish it, publish it again with another title, withdraw it."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from cms.models import NewsPage
from tests.benchmarks.by_alias import Aliases
from tests.benchmarks.by_placement import Placements
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, Run, measure

TABLE = "One notice on the site of every member"


class Way(Protocol):
    """How a notice comes to the members."""

    name: str

    def draft(self, title: str) -> NewsPage: ...
    def publish(self, page: NewsPage) -> None: ...
    def republish(self, page: NewsPage) -> None: ...
    def withdraw(self, page: NewsPage) -> None: ...
    def receivers(self, page: NewsPage) -> int: ...


def costs(country: Country, *, members: int, notices: int = 5, by_alias: int = 0, beside: str = "") -> list[Cost]:
    """By placement, and some by alias, in turns. `beside` tells what each site shows already."""
    where = f"{members:,} members" + (f", {beside}" if beside else "")
    placements = Placements(country)
    ways: list[tuple[Way, int]] = [(placements, notices), (Aliases(country), by_alias)]
    pages = {
        way: [way.draft(f"{way.name} {where} {number}") for number in range(count)] for way, count in ways if count
    }

    def runs(step: str) -> dict[str, list[Run]]:
        return {way.name: [partial(getattr(way, step), page) for page in drafts] for way, drafts in pages.items()}

    found = measure(TABLE, f"publish, {where}", runs("publish"))
    found.append(placements.transactions_cost(TABLE, f"its transaction, {where}"))
    for way, drafts in pages.items():
        for page in drafts:
            assert (received := way.receivers(page)) == members, f"{received} of {members} members, by {way.name}"
    found += measure(TABLE, f"republish, {where}", runs("republish"))
    return found + measure(TABLE, f"withdraw, {where}", runs("withdraw"))
