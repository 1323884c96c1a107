"""Ends a transaction as an error would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress


class Interruption(Exception):
    """Something went wrong, after the block had done its work."""


@contextmanager
def interrupted(inside: AbstractContextManager[object]) -> Iterator[None]:
    """Runs a block inside a transaction or a unit of work that an error then ends; the error goes no further."""
    with suppress(Interruption), inside:
        yield
        raise Interruption
