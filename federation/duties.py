"""What time brings, as a list: each duty is repeatable, may fail, and may run in several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MOST_REASONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """`label` is what the report calls it, in Italian; `nightly` means once a night instead of at every tick. A
    `prompt` one is short, and never waits for those that are not."""

    name: str
    label: Any
    do: Callable[[], object]
    nightly: bool = False
    prompt: bool = False


class DutyFailed(Exception):
    """Something was left undone, and all the rest is done. `reasons` are sentences for whoever looks after the
    installation, so they hold no secrets; they name what it was about."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons[:MOST_REASONS])
        if rest := len(reasons[MOST_REASONS:]):
            self.reasons.append(_("… e altri %(rest)s.") % {"rest": rest})
        super().__init__("\n".join(self.reasons))


_duties: dict[str, Duty] = {}


def register_duty(do: Callable[[], object], *, label: Any = "", nightly: bool = False, prompt: bool = False) -> None:
    """A port for the packages above. A duty is named by its function."""
    name = f"{do.__module__}.{do.__qualname__}"
    _duties[name] = Duty(name=name, label=label or name, do=do, nightly=nightly, prompt=prompt)


def registered_duties() -> Iterator[Duty]:
    """In the order in which they were registered."""
    yield from list(_duties.values())
