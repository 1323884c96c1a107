"""From the bytes of an original to those of its renditions."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from PIL import Image, ImageCms, ImageOps

from federation.models import MemberImage
from federation.pictures.sizes import FORMATS, Variant, all_variants

# AVIF's own speed takes four times as long for files of nearly the same size.
OPTIONS: dict[str, dict[str, Any]] = {"avif": {"quality": 61, "speed": 8}, "webp": {"quality": 80, "method": 4}}


class UnreadablePicture(ValueError):
    """Nothing can be made of this file."""


def make(image: MemberImage, content: bytes) -> Iterator[tuple[Variant, str, bytes]]:
    """Variant, format and bytes of each. Nothing of the original's EXIF part (places, people) goes with them."""
    picture = _opened(content)
    if picture.size != (image.width, image.height):
        raise UnreadablePicture("The file is not the one that the row describes.")
    profile = picture.info.get("icc_profile")
    for variant in all_variants(image):
        size = (variant.width, variant.height)
        small = picture.resize(size, Image.Resampling.LANCZOS, box=variant.box, reducing_gap=3)
        for extension in FORMATS:
            yield variant, extension, _encoded(small, extension, profile)


def make_one(image: MemberImage, content: bytes, variant: Variant, extension: str) -> bytes:
    """For the editor who looks at a draft."""
    picture = _opened(content)
    small = picture.resize((variant.width, variant.height), Image.Resampling.LANCZOS, box=variant.box, reducing_gap=3)
    return _encoded(small, extension, picture.info.get("icc_profile"))


def _encoded(picture: Image.Image, extension: str, profile: bytes | None) -> bytes:
    file = BytesIO()
    picture.save(file, extension, icc_profile=profile or b"", exif=b"", **OPTIONS[extension])
    return file.getvalue()


def _opened(content: bytes) -> Image.Image:
    """Upright, in RGB or RGBA; of an animation the first picture, because nobody could stop it."""
    try:
        with Image.open(BytesIO(content)) as file:
            if file.width * file.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise UnreadablePicture("It has too many pixels.")
            return _in_plain_colours(ImageOps.exif_transpose(file))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePicture(str(error)) from error


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode == "CMYK" and (profile := picture.info.get("icc_profile")):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            converted = None
        if converted is not None:
            converted.info.pop("icc_profile", None)
            return converted
    if picture.mode not in ("RGB", "RGBA"):
        has_profile_of_its_mode = picture.mode not in ("P", "PA")
        transparent = "transparency" in picture.info or picture.mode in ("LA", "PA", "La", "RGBa")
        picture = picture.convert("RGBA" if transparent else "RGB")
        if has_profile_of_its_mode:
            picture.info.pop("icc_profile", None)
    return picture
