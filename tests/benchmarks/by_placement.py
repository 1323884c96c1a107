"""One notice on the site of every member as the product does it: a placement for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from django.db import transaction

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Placement
from federation.unit_of_work import unit_of_work
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, QueryCounter
from tests.publishing import section_of


class Placements:
    """Each use case in a unit of work, as the product runs it. A publication's transaction is timed alone, too: from
    before its first statement until after its commit, without what runs on commit."""

    name = "placements"

    def __init__(self, country: Country) -> None:
        self.country = country
        self._transactions: list[tuple[float, int]] = []

    def draft(self, title: str) -> NewsPage:
        """Not measured."""
        page = NewsPage(title=title, summary="Una frase.", live=False)
        with unit_of_work():
            section_of(self.country.consortium).add_child(instance=page)
            page.channels = [self.country.channel]
            page.save_revision()
        return page

    def publish(self, page: NewsPage) -> None:
        with self._transaction():
            page.save_revision().publish()

    def republish(self, page: NewsPage) -> None:
        """With another title."""
        with self._transaction():
            page.title = f"{page.title}, corretto"
            page.save_revision().publish()

    def withdraw(self, page: NewsPage) -> None:
        withdraw(page.pk, explanation="Superato.", user=None)

    def receivers(self, page: NewsPage) -> int:
        """How many members show it, apart from the consortium."""
        shown = Placement.objects.filter(item__page_id=page.pk).shown()
        return shown.exclude(member=self.country.consortium).count()

    def transactions_cost(self, table: str, row: str) -> Cost:
        """Of all so far."""
        milliseconds = median(milliseconds for milliseconds, _ in self._transactions)
        return Cost(table, row, self.name, milliseconds, self._transactions[-1][1], None)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        counter, start = QueryCounter(), perf_counter()
        with counter.counting(), unit_of_work():
            transaction.on_commit(  # the first one that is registered is the first that runs
                lambda: self._transactions.append(((perf_counter() - start) * 1000, counter.queries))
            )
            yield
