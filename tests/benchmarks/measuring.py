"""Times one use case, several times over, and counts its queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Cost:
    """`milliseconds` is the median, commit and what runs on commit included; `queries` are of the last run."""

    subject: str
    way: str
    members: int
    milliseconds: float
    queries: int


def measure(subject: str, way: str, *, members: int, runs: list[Callable[[], object]]) -> Cost:
    """Runs each once, in order."""
    times = []
    counter = QueryCounter()
    for run in runs:
        with counter.counting():
            start = perf_counter()
            run()
            times.append((perf_counter() - start) * 1000)
    return Cost(subject, way, members, median(times), counter.queries)


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
