"""Which renditions an image has: computed from its row, so that a page knows them before they are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from federation.models import MemberImage
from federation.storages import PRIVATE, RENDITIONS
from themes.slots import SLOTS, Slot

FORMATS = ("avif", "webp")
KEY = re.compile(
    r"(?P<address>[^/]+/(?P<region>[a-z]+)/(?P<image>\d{1,18})-[0-9a-f]+)-(?P<variant>[a-z]+-\d+)\.(?P<format>avif|webp)"
)
HIGHEST = 4000  # pixels: WebP knows no more than 16,383


@dataclass(frozen=True, slots=True)
class Variant:
    """One size. `box` is the part of the upright original that it shows: left, top, right, bottom, in pixels."""

    name: str
    width: int
    height: int
    box: tuple[int, int, int, int]


def variants(image: MemberImage, slot: Slot) -> tuple[Variant, ...]:
    """By width, ascending; none is larger than the original."""
    left, top, right, bottom = box = _box(image, slot)
    whole_width, whole_height = right - left, bottom - top
    possible = min(whole_width, max(1, HIGHEST * whole_width // whole_height))
    widths = [width for width in slot.widths if width < possible]
    if len(widths) < len(slot.widths):
        widths.append(possible)
    return tuple(
        Variant(f"{slot.name}-{width}", width, max(1, round(width * whole_height / whole_width)), box)
        for width in widths
    )


def all_variants(image: MemberImage) -> Iterator[Variant]:
    for slot in SLOTS:
        yield from variants(image, slot)


def rendition_key(address: str, variant: Variant, extension: str) -> str:
    """`address` is the image's (`MemberImage.address`)."""
    return f"{address}-{variant.name}.{extension}"


def rendition_url(image: MemberImage, variant: Variant, extension: str, *, guarded: bool = False) -> str:
    """`guarded` for drafts and for pages behind a password: at an address of our own, which asks who wants it."""
    region, base = (PRIVATE, settings.MEDIA_URL) if guarded else (RENDITIONS, settings.RENDITIONS_URL)
    return f"{base}{rendition_key(image.address(region), variant, extension)}"


def image_id_in(key: str) -> int | None:
    """Which image a key belongs to; None for what is no key of a rendition."""
    match = KEY.fullmatch(key)
    return int(match["image"]) if match else None


def find_rendition(key: str) -> tuple[MemberImage, Variant, str] | None:
    """The image, size and format that a key names, if they are those of the image as it is now."""
    match = KEY.fullmatch(key)
    image = MemberImage.objects.filter(pk=match["image"]).first() if match else None
    if match is None or image is None or image.address(match["region"]) != match["address"]:
        return None
    sized = {variant.name: variant for variant in all_variants(image)}
    variant = sized.get(match["variant"])
    return (image, variant, match["format"]) if variant else None


def _box(image: MemberImage, slot: Slot) -> tuple[int, int, int, int]:
    """All of it, or the largest part of the slot's ratio, with the focal point as near to its middle as can be."""
    if slot.ratio is None:
        return (0, 0, image.width, image.height)
    width = min(image.width, max(1, round(image.height * slot.ratio)))
    height = min(image.height, max(1, round(width / slot.ratio)))
    left = _shifted(image.focal_point_x, size=width, whole=image.width)
    top = _shifted(image.focal_point_y, size=height, whole=image.height)
    return (left, top, left + width, top + height)


def _shifted(centre: int | None, *, size: int, whole: int) -> int:
    middle = whole / 2 if centre is None else centre
    return round(min(max(middle - size / 2, 0), whole - size))
