"""Times use cases, several times over and in turns, and counts their queries and bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection

Run = Callable[[], int | None]  # tells how many bytes it answered, if it answers
Timed = tuple[float, int, int | None]  # milliseconds, queries, bytes


@dataclass(frozen=True, slots=True)
class Cost:
    """One row of `table`, in the column `way`. `milliseconds` is the median, commit and what runs on commit included;
    `queries` and `bytes` are of the last run."""

    table: str
    row: str
    way: str
    milliseconds: float
    queries: int
    bytes: int | None


def measure(table: str, row: str, ways: Mapping[str, Sequence[Run]]) -> list[Cost]:
    """Runs each once; of several ways one in turn."""
    return compare(table, row, {way: [partial(timed, run) for run in runs] for way, runs in ways.items()})


def compare(table: str, row: str, ways: Mapping[str, Sequence[Callable[[], Timed]]]) -> list[Cost]:
    """As `measure`, of what times itself. In turns, so that whatever else the machine does meets all of them."""
    done: dict[str, list[Timed]] = {way: [] for way in ways}
    for turn in zip_longest(*ways.values()):
        for way, run in zip(ways, turn, strict=True):
            if run is not None:
                done[way].append(run())
    return [
        Cost(table, row, way, median(milliseconds for milliseconds, _, _ in runs), *runs[-1][1:])
        for way, runs in done.items()
    ]


def timed(run: Run) -> Timed:
    counter = QueryCounter()
    with counter.counting():
        start = perf_counter()
        size = run()
        milliseconds = (perf_counter() - start) * 1000
    return milliseconds, counter.queries, size


class QueryCounter:
    """Counts statements that reach the database."""

    queries = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Starts at zero."""
        self.queries = 0
        with connection.execute_wrapper(self):
            yield
