"""A mapping that is read when somebody asks for the first of its values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

S = TypeVar("S")
K = TypeVar("K")
V = TypeVar("V")


class Once(Generic[S, K, V]):
    """`sources` are told when it is made, so that the first question is answered for all of them."""

    __slots__ = ("_load", "_sources", "_values")

    def __init__(self, load: Callable[[Collection[S]], Mapping[K, V]], sources: Collection[S]) -> None:
        self._load = load
        self._sources = sources
        self._values: Mapping[K, V] | None = None

    def get(self, key: K) -> V | None:
        """None for a key of which nothing was found."""
        if self._values is None:
            self._values = self._load(self._sources)
        return self._values.get(key)
