"""What time brings, as a list: each duty is repeatable, may fail, and may run in several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """`label` is what the report calls it, in Italian; `nightly` means once a night instead of at every tick."""

    name: str
    label: Any
    do: Callable[[], object]
    nightly: bool = False


_duties: dict[str, Duty] = {}


def register_duty(do: Callable[[], object], *, label: Any = "", nightly: bool = False) -> None:
    """A port for the packages above. A duty is named by its function."""
    name = f"{do.__module__}.{do.__qualname__}"
    _duties[name] = Duty(name=name, label=label or name, do=do, nightly=nightly)


def registered_duties() -> Iterator[Duty]:
    """In the order in which they were registered."""
    yield from list(_duties.values())
