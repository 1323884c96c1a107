"""The body of a page as blocks, every link absolute, because the app stands on no site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import get_urlconf, set_urlconf

from mobile_api.reading.images import ImageRow, absolute, image_row

OWN_PATHS = re.compile(r'\b(?:href|src|srcset)="[^"]*"')
PATH_BEGINS = re.compile(r'(?<=["\s])(?=/(?!/))')  # a `srcset` has several


@dataclass(frozen=True, slots=True)
class DocumentRow:
    title: str
    url: str
    bytes: int
    mime_type: str


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    type: str
    html: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    type: str
    html: str
    image: ImageRow
    caption: str | None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    type: str
    html: str
    text: str
    author: str | None


@dataclass(frozen=True, slots=True)
class DocumentListRow:
    type: str
    html: str
    documents: tuple[DocumentRow, ...]


BlockRow = ParagraphRow | PictureRow | QuoteRow | DocumentListRow


def read_body(page: Any, *, base_url: str) -> list[BlockRow]:
    """Empty for a page that was withdrawn in the meantime. A block whose picture or files are gone is left out."""
    if page is None:
        return []
    with _addresses_of_sites():
        return [row for block in page.body if (row := _row(block, base_url=base_url)) is not None]


@contextmanager
def _addresses_of_sites() -> Iterator[None]:
    """Documents are linked by the name of an address, which members' hosts have and this one has not."""
    before = get_urlconf()
    set_urlconf(settings.ROOT_URLCONF)
    try:
        yield
    finally:
        set_urlconf(before)


def documents_in(blocks: list[BlockRow]) -> Iterator[DocumentRow]:
    """All files that a body offers, in order."""
    for block in blocks:
        if isinstance(block, DocumentListRow):
            yield from block.documents


def _row(block: Any, *, base_url: str) -> BlockRow | None:
    value = block.value
    match block.block_type:
        case "picture":
            image = image_row(value["image"], base_url=base_url, alt=_alt_of(value["image"]))
            if image is None:
                return None
            return PictureRow("picture", _html(block, base_url), image, value["caption"] or None)
        case "quote":
            return QuoteRow("quote", _html(block, base_url), value["text"], value["author"] or None)
        case "documents":
            files = tuple(_document(one, base_url=base_url) for one in value if one is not None)
            return DocumentListRow("documents", _html(block, base_url), files)
    return ParagraphRow(block.block_type, _html(block, base_url))


def _alt_of(image: Any) -> str | None:
    """What the editor wrote for this page; a decorative picture has none."""
    return getattr(image, "contextual_alt_text", None)


def _html(block: Any, base_url: str) -> str:
    return OWN_PATHS.sub(lambda attribute: PATH_BEGINS.sub(base_url, attribute[0]), str(block.render()))


def _document(document: Any, *, base_url: str) -> DocumentRow:
    return DocumentRow(
        title=document.title,
        url=absolute(document.url, base_url),
        bytes=document.file_size or 0,
        mime_type=document.content_type,
    )
