"""Pictures, in the sizes that the sites themselves have."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from cms.presenters.card import CARD_WIDTH
from cms.presenters.picture import picture_of

logger = logging.getLogger(__name__)
CREST_WIDTHS = (64, 128, 164, 256, 512)  # a request chooses among these: each new one would be a file more


@dataclass(frozen=True, slots=True)
class ImageSourceRow:
    url: str
    width: int
    format: str


@dataclass(frozen=True, slots=True)
class ImageRow:
    """`srcset` are the sizes that exist already; none is made for it."""

    url: str
    width: int
    height: int
    alt: str
    srcset: tuple[ImageSourceRow, ...]


def image_row(image: Any, *, base_url: str, width: int = CARD_WIDTH, alt: str | None = None) -> ImageRow | None:
    """None without an image, and for one whose file cannot be read."""
    try:
        picture = picture_of(image, width=width, alt=alt)
    except (OSError, ValueError):
        logger.warning("The image %s cannot be shown.", getattr(image, "pk", None), exc_info=True)
        return None
    if picture is None:
        return None
    renditions = [one for one in image.renditions.all() if one.filter_spec.startswith("width-")]
    sources = {one.width: ImageSourceRow(absolute(one.url, base_url), one.width, _format(one)) for one in renditions}
    url = absolute(picture.url, base_url)
    sources.setdefault(picture.width, ImageSourceRow(url, picture.width, "webp"))
    return ImageRow(url, picture.width, picture.height, picture.alt, tuple(sources[key] for key in sorted(sources)))


def crest_width(wanted: int) -> int:
    """The smallest of ours that is not smaller than what is wanted."""
    return next((width for width in CREST_WIDTHS if width >= wanted), CREST_WIDTHS[-1])


def absolute(url: str, base_url: str) -> str:
    """A path of our own with the site before it; every other address as it is."""
    return f"{base_url}{url}" if url.startswith("/") and not url.startswith("//") else url


def _format(rendition: Any) -> str:
    return str(rendition.file.name).rpartition(".")[2].lower()
