"""From an image to the sizes that a page needs."""

from __future__ import annotations

from typing import Any

from themes.props import Picture


def picture_of(image: Any, *, width: int, alt: str | None = None) -> Picture | None:
    """WebP of at most `width` pixels; None without an image. `alt` defaults to the image's own description."""
    if image is None:
        return None
    rendition = image.get_rendition(f"width-{width}|format-webp")
    return Picture(
        url=rendition.url,
        width=rendition.width,
        height=rendition.height,
        alt=image.default_alt_text if alt is None else alt,
    )
