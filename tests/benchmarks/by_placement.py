"""One notice by placement: publish, publish again with another title, withdraw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from time import perf_counter

from django.db import transaction

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Placement
from federation.unit_of_work import unit_of_work
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, QueryCounter, Run, measure
from tests.publishing import section_of

TABLE = "One notice on the site of every member"


class Transactions:
    """How long each stays open, from before its first statement until after its commit; what runs on commit is not
    part of it."""

    def __init__(self) -> None:
        self._runs: list[tuple[float, int]] = []

    @contextmanager
    def unit_of_work(self) -> Iterator[None]:
        counter, start = QueryCounter(), perf_counter()
        with counter.counting(), unit_of_work():
            transaction.on_commit(  # the first one that is registered is the first that runs
                lambda: self._runs.append(((perf_counter() - start) * 1000, counter.queries))
            )
            yield

    def cost(self, row: str) -> Cost:
        """Of all runs so far."""
        return Cost(
            TABLE, row, "placements", median(milliseconds for milliseconds, _ in self._runs), self._runs[-1][1], None
        )


def costs(country: Country, *, members: int, times: int, beside: str = "") -> list[Cost]:
    """Each use case in a unit of work, as the product runs it; of the first its transaction alone, too. `beside` says
    what each site shows already, where that is told apart."""
    where = f"{members:,} members" + (f", {beside}" if beside else "")
    pages = [_draft(country, f"Avviso {where} {number}") for number in range(times)]
    transactions = Transactions()
    found = _measured(f"publish, {where}", [partial(_publish, page, transactions) for page in pages])
    found.append(transactions.cost(f"its transaction, {where}"))
    for page in pages:
        shown = Placement.objects.filter(item__page_id=page.pk).shown().exclude(member=country.consortium).count()
        assert shown == members, f"{shown} of {members} members show the notice"
    again = [partial(_publish, page, transactions, title=f"{page.title}, corretto") for page in pages]
    found += _measured(f"republish, {where}", again)
    away = [partial(withdraw, page.pk, explanation="Superato.", user=None) for page in pages]
    return found + _measured(f"withdraw, {where}", away)


def _measured(row: str, runs: list[Run]) -> list[Cost]:
    return measure(TABLE, row, {"placements": runs})


def _draft(country: Country, title: str) -> NewsPage:
    page = NewsPage(title=title, summary="Una frase.", live=False)
    with unit_of_work():
        section_of(country.consortium).add_child(instance=page)
        page.channels = [country.channel]
        page.save_revision()
    return page


def _publish(page: NewsPage, transactions: Transactions, *, title: str = "") -> None:
    with transactions.unit_of_work():
        page.title = title or page.title
        page.save_revision().publish()
