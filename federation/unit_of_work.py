"""The unit of work: one transaction, at whose end everything noted is placed in one step (docs/adr/0003).

Every POST of the admin, every action, command and task runs in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import transaction

from federation.notes import Note, pull_notes, works_off_late
from federation.placing.work_off import work_off

MAXIMUM_ROUNDS = 3
_state = local()


class EndlessChangesError(RuntimeError):
    """Working off notes keeps making new ones: a bug, so the transaction is rolled back."""


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Opens a transaction, or joins the running unit, or joins a foreign transaction by a savepoint.

    Only the outermost unit works off; what an inner one noted goes with its savepoint when it rolls back.
    """
    if getattr(_state, "open", False):
        with transaction.atomic():
            yield
        return
    connection = transaction.get_connection()
    with transaction.atomic():
        savepoint_id = connection.savepoint_ids[-1] if connection.savepoint_ids else None
        _state.open = True
        try:
            yield
            if not connection.needs_rollback:
                _work_off_all(savepoint_id)
        finally:
            _state.open = False


def _work_off_all(savepoint_id: str | None) -> None:
    for _ in range(MAXIMUM_ROUNDS):
        notes = pull_notes(savepoint_id)
        if not notes:
            return
        work_off(notes)
    if pull_notes(savepoint_id):
        raise EndlessChangesError(f"Notes were left after {MAXIMUM_ROUNDS} rounds.")


@works_off_late
def _work_off_late(notes: list[Note]) -> None:
    with unit_of_work():
        work_off(notes)
