"""A page of plain text: legal notes, privacy, accessibility."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class TextProps:
    """`body` is HTML that is safe already; its headings start at h2."""

    title: str
    body: SafeString
    intro: str = ""
    updated_on: date | None = None
