"""Notes of what changed, kept by Django's own transaction until the unit of work works them off (docs/adr/0003).

A note is a plain function registered with `transaction.on_commit`: so Django drops it when its savepoint rolls
back, and runs it by itself, as a late safety net, where no unit of work was open.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

logger = logging.getLogger(__name__)

Kind = Literal["page", "subtree", "users", "collection", "member", "site", "channel", "association", "all"]
_LATE: list[Callable[[list[Note]], None]] = []


@dataclass(frozen=True, slots=True)
class Note:
    """That the row `pk` changed. `model` (app.model) matters for `users` only; the texts for a withdrawal."""

    kind: Kind
    pk: str
    model: str = ""
    explanation: str = ""
    redirect: str = ""


def works_off_late(function: Callable[[list[Note]], None]) -> Callable[[list[Note]], None]:
    """Registers the one function that works off a note that no unit of work caught."""
    _LATE[:] = [function]
    return function


def take_note(note: Note) -> None:
    """Remembers the note until the transaction ends; the same note twice in one savepoint is one."""
    connection = transaction.get_connection()
    savepoints = set(connection.savepoint_ids)
    if any(_note_of(entry) == note and entry[0] == savepoints for entry in connection.run_on_commit):
        return

    def late() -> None:
        try:
            _LATE[0]([note])
        except Exception:  # the commit is done: nothing may come back to whoever made it
            logger.exception("A change outside a unit of work was not placed; `reconcile` will report it: %s", note)

    late.note = note  # type: ignore[attr-defined]
    transaction.on_commit(late, robust=True)


def pull_notes(savepoint_id: str | None) -> list[Note]:
    """Takes the notes of one savepoint (None: of the whole transaction) out of the list of late calls."""
    connection = transaction.get_connection()
    mine: list[Note] = []
    others: list[Any] = []
    for entry in connection.run_on_commit:
        note = _note_of(entry)
        if note is not None and (savepoint_id is None or savepoint_id in entry[0]):
            mine.append(note)
        else:
            others.append(entry)
    connection.run_on_commit = others
    return list(dict.fromkeys(mine))


def _note_of(entry: Iterable[Any]) -> Note | None:
    _, function, *_ = entry
    return getattr(function, "note", None)
