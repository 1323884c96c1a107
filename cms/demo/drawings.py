"""Pictures of the demonstration, drawn here from plain shapes, so that none is anybody's work or shows a real place."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1440, 960
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`description` is what somebody reads who does not see it."""

    description: str
    draw: Callable[[ImageDraw.ImageDraw, Random], None]

    def jpeg(self) -> bytes:
        """The same bytes each time."""
        picture = Image.new("RGB", (WIDTH, HEIGHT), "#dcebf5")
        self.draw(ImageDraw.Draw(picture), Random(self.description))  # noqa: S311 no secret
        file = BytesIO()
        picture.save(file, "JPEG", quality=88)
        return file.getvalue()


def _fields(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 0, WIDTH, 560), fill="#f3d9b1")
    draw.ellipse((980, 180, 1220, 420), fill="#f2a65a")
    for number, colour in enumerate(("#8fae7b", "#6f9464", "#4f7a4f", "#3a5f41")):
        top = 480 + number * 110
        ridge: list[Point] = [
            (x, top + 26 * math.sin(x / (190 - 20 * number) + number)) for x in range(0, WIDTH + 20, 20)
        ]
        draw.polygon([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
        for _ in range(9):
            x, height = random.randrange(WIDTH), random.randrange(50, 90)
            draw.polygon([(x - 14, top + 20), (x, top + 20 - height), (x + 14, top + 20)], fill="#2f4a38")


def _books(draw: ImageDraw.ImageDraw, random: Random) -> None:
    colours = ("#0b4f6c", "#c1666b", "#d4b483", "#48a9a6", "#e4dfda", "#6b4e71", "#3b5249")
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#efe6da")
    for shelf in (440, 900):
        x = 60
        while x < WIDTH - 120:
            width, height = random.randrange(34, 84), random.randrange(250, 370)
            draw.rectangle((x, shelf - height, x + width - 5, shelf), fill=random.choice(colours))
            draw.rectangle((x + 6, shelf - height + 36, x + width - 11, shelf - height + 48), fill="#f7f3ec")
            x += width
        draw.rectangle((30, shelf, WIDTH - 30, shelf + 24), fill="#7a5c43")


def _network(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#12324a")
    points = [(random.randrange(60, WIDTH - 60), random.randrange(60, HEIGHT - 60)) for _ in range(52)]
    for point in points:
        for other in sorted(points, key=lambda one: math.dist(one, point))[1:4]:
            draw.line((*point, *other), fill="#4fb3bf", width=3)
    for x, y in points:
        radius = random.randrange(6, 16)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="#f6d55c")


def _roofs(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.ellipse((1080, 90, 1260, 270), fill="#f6c453")
    x = -20
    while x < WIDTH:
        width, top = random.randrange(150, 250), random.randrange(420, 600)
        draw.rectangle((x, top, x + width, HEIGHT), fill=random.choice(("#e8d5b7", "#d9b99b", "#e0a890", "#f0e3cc")))
        draw.polygon([(x - 14, top), (x + width / 2, top - 110), (x + width + 14, top)], fill="#9c4a3c")
        panel = [(x + width * 0.58, top - 82), (x + width * 0.72, top - 82), (x + width * 0.92, top - 16),
                 (x + width * 0.62, top - 16)]  # fmt: skip
        draw.polygon(panel, fill="#1d3f66")
        for floor in range(top + 50, HEIGHT - 60, 110):
            for window in range(x + 28, x + width - 40, 62):
                draw.rectangle((window, floor, window + 32, floor + 50), fill="#40566b")
        x += width


DRAWINGS = {
    "fields": Drawing("Disegno: campi e alberi al tramonto", _fields),
    "books": Drawing("Disegno: due scaffali pieni di libri", _books),
    "network": Drawing("Disegno: punti luminosi uniti da linee, come una rete", _network),
    "roofs": Drawing("Disegno: case con pannelli solari sui tetti", _roofs),
}
