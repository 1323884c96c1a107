"""What pages of items have in common: who wrote them, the note of the member that shows them, the body."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from federation.ports import ShownItem
from themes.props import Provenance


def body_html(page: Any, *, request: HttpRequest) -> SafeString:
    """The stream's blocks, rendered by their own templates; Wagtail has escaped what editors wrote."""
    html: SafeString = mark_safe(page.body.render_as_block({"request": request, "page": page}))  # noqa: S308
    return html


def note_html(item: ShownItem) -> SafeString:
    """The member's note is plain text: paragraphs are made, everything else is escaped."""
    return mark_safe(linebreaks(item.note, autoescape=True)) if item.note else SafeString("")  # noqa: S308


def provenance_of(item: ShownItem) -> Provenance | None:
    """None on the owner's own site."""
    if item.is_own:
        return None
    return Provenance(
        owner_name=item.owner_name,
        owner_url=item.owner_url,
        canonical_url=item.original_url,
        adapted=item.is_adapted,
    )
