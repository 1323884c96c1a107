"""Brings Wagtail's ReferenceIndex up to date for what was noted: a task writes it, and may not have run yet."""

from __future__ import annotations

from wagtail.models import Page, ReferenceIndex

from federation.notes import Note


def refresh_references(notes: list[Note]) -> None:
    """Whoever asks next which pages use an object, in this transaction or the next, is told the truth."""
    ids = [int(note.pk) for note in notes if note.kind == "page"]
    for page in Page.objects.filter(pk__in=ids).specific():
        ReferenceIndex.create_or_update_for_object(page)
