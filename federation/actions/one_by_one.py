"""What duties share that do one thing after the other: one that fails hinders no other, and is told at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from federation.duties import DutyFailed
from federation.task_words import reason_of


class OneByOne:
    """Remembers what failed. Each thing has a unit of work of its own, which is the caller's part."""

    def __init__(self) -> None:
        self._reasons: list[str] = []
        self._first: Exception | None = None

    @contextmanager
    def trying(self, name: Callable[[], str]) -> Iterator[None]:
        """An error in the block goes no further; `name` says what the block was about, and is asked only then."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 whatever one does, the next ones have their turn
            self._first = self._first or error
            self._reasons.append(f"{name()}: {reason_of(error)}")

    def tell(self) -> None:
        """Raises `DutyFailed` where something failed."""
        if self._reasons:
            raise DutyFailed(self._reasons) from self._first
