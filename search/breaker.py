"""Keeps visitors from waiting for a server that was away a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Breaker:
    """Open for `seconds` after each failure; then one caller tries again. Every process learns for itself."""

    def __init__(self, *, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._closed_from = 0.0

    @property
    def is_open(self) -> bool:
        return self._clock() < self._closed_from

    def failed(self) -> None:
        self._closed_from = self._clock() + self._seconds

    def worked(self) -> None:
        self._closed_from = 0.0


elasticsearch_breaker = Breaker(seconds=15)
