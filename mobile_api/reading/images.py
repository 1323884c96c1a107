"""Pictures, in the sizes that the sites themselves have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from federation.pictures.sizes import FORMATS, rendition_url, variants
from themes.slots import PAGE

WIDTH = 600  # for whoever asks for no particular one


@dataclass(frozen=True, slots=True)
class ImageSourceRow:
    url: str
    width: int
    format: str


@dataclass(frozen=True, slots=True)
class ImageRow:
    """`url` is WebP; `srcset` has every size in every format."""

    url: str
    width: int
    height: int
    alt: str
    srcset: tuple[ImageSourceRow, ...]


def image_row(image: Any, *, base_url: str, width: int = WIDTH, alt: str | None = None) -> ImageRow | None:
    """At least `width` pixels wide, where the original is. None without an image, and for one whose file is lost."""
    if image is None or image.damaged:
        return None
    sized = variants(image, PAGE)
    chosen = next((one for one in sized if one.width >= width), sized[-1])
    return ImageRow(
        absolute(rendition_url(image, chosen, "webp"), base_url),
        chosen.width,
        chosen.height,
        image.default_alt_text if alt is None else alt,
        tuple(
            ImageSourceRow(absolute(rendition_url(image, one, extension), base_url), one.width, extension)
            for one in sized
            for extension in FORMATS
        ),
    )


def absolute(url: str, base_url: str) -> str:
    """A path of our own with the site before it; every other address as it is."""
    return f"{base_url}{url}" if url.startswith("/") and not url.startswith("//") else url
