"""From an image to the sizes and formats that a slot has; no file and no table is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from federation.models import MemberImage
from federation.pictures.sizes import Variant, rendition_url, variants
from themes.props import Picture
from themes.slots import Slot

WITHOUT_SRCSET = 1000  # pixels: what a browser gets that knows no srcset


def picture_of(
    image: MemberImage | None, *, slot: Slot, sizes: str = "", alt: str | None = None, guarded: bool = False
) -> Picture | None:
    """None without an image, and for one of which nothing can be made. `alt` defaults to the image's own description,
    `sizes` to the slot's. `guarded`: see `guard_pictures`."""
    if image is None or image.damaged:
        return None
    sized = variants(image, slot)
    standard = next((one for one in reversed(sized) if one.width <= WITHOUT_SRCSET), sized[0])
    return Picture(
        url=rendition_url(image, standard, "webp", guarded=guarded),
        width=standard.width,
        height=standard.height,
        alt=str(image.default_alt_text) if alt is None else alt,
        srcset=_srcset(image, sized, "webp", guarded=guarded),
        avif_srcset=_srcset(image, sized, "avif", guarded=guarded),
        sizes=sizes or slot.sizes,
    )


def guard_pictures(request: HttpRequest) -> None:
    """For an answer that is not for everybody, a preview or a page behind a password: its pictures are not either."""
    request.guards_pictures = True  # type: ignore[attr-defined]


def is_guarded(request: HttpRequest | None) -> bool:
    return getattr(request, "guards_pictures", False)


def _srcset(image: MemberImage, sized: Iterable[Variant], extension: str, *, guarded: bool) -> str:
    return ", ".join(f"{rendition_url(image, one, extension, guarded=guarded)} {one.width}w" for one in sized)
