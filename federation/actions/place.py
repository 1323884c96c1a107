"""Places pages that nothing announced: the blueprint's, an import's, what a repair found."""

from __future__ import annotations

from collections.abc import Iterable

from federation.notes import Note, take_note
from federation.unit_of_work import unit_of_work


def place(page_ids: Iterable[int]) -> None:
    """All in one commit; pages that nobody may see are withdrawn."""
    with unit_of_work():
        for page_id in page_ids:
            take_note(Note("page", str(page_id)))
