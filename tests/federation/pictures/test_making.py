"""What is made of an original: crops, colours, shapes, and nothing of what the camera wrote into it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from federation.models import Member
from federation.pictures.making import make
from tests.files import image_of, picture

pytestmark = pytest.mark.django_db


def test_cards_are_cropped_around_the_focal_point(crema: Member) -> None:
    left = Image.new("RGB", (1000, 1000), "white")
    left.paste("red", (0, 900, 1000, 1000))
    file = BytesIO()
    left.save(file, "PNG")
    image = image_of(crema, file.getvalue(), focal_point_x=500, focal_point_y=950, focal_point_width=10,
                     focal_point_height=10)  # fmt: skip
    cards = {variant.name: content for variant, kind, content in make(image, file.getvalue()) if kind == "webp"}
    with Image.open(BytesIO(cards["card-400"])) as card:
        red, green, _ = card.convert("RGB").getpixel((200, card.height - 5))  # type: ignore[misc]
        assert (red > 200, green < 60) == (True, True)


def test_nothing_of_what_the_camera_wrote_is_published(crema: Member) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Via della Segretezza 1"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(file, "JPEG", exif=exif, comment=b"Segretezza")
    image = image_of(crema, file.getvalue())
    for _variant, _kind, content in make(image, file.getvalue()):
        assert b"Segretezza" not in content
        with Image.open(BytesIO(content)) as made:
            assert not made.getexif()


def test_the_camera_may_have_been_held_upright(crema: Member) -> None:
    content = picture(800, 600, kind="JPEG", turned=6)
    image = image_of(crema, content)
    sizes = {variant.name: (variant.width, variant.height) for variant, _, _ in make(image, content)}
    assert sizes["page-480"] == (480, 640)
    for variant, _, made in make(image, content):
        with Image.open(BytesIO(made)) as shown:
            assert shown.size == (variant.width, variant.height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_are_made(crema: Member, mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (300, 200)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    image = image_of(crema, file.getvalue())
    assert len(list(make(image, file.getvalue()))) == 2 * len({"card-300", "page-160", "page-300"})


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (17, 20_000)])
def test_pictures_of_every_shape_are_made(crema: Member, size: tuple[int, int]) -> None:
    content = picture(*size)
    for variant, _, made in make(image_of(crema, content), content):
        with Image.open(BytesIO(made)) as shown:
            assert shown.size == (variant.width, variant.height)
