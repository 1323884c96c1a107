"""The places that templates have for pictures, and the sizes that each needs. What is not listed here is not made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """`widths` in pixels, ascending. With a `ratio` (width to height) pictures are cropped to it, around what the
    editor marked as most important; without one they are shown whole. `sizes` is HTML's attribute of that name.
    """

    name: str
    widths: tuple[int, ...]
    sizes: str
    ratio: float | None = None


CARD = Slot("card", (400, 800), "(min-width: 1200px) 390px, (min-width: 768px) 50vw, 100vw", ratio=16 / 9)
PAGE = Slot("page", (160, 480, 960, 1440), "(min-width: 1400px) 1296px, 100vw")
SLOTS = (CARD, PAGE)

BODY_SIZES = "(min-width: 1400px) 860px, (min-width: 992px) 66vw, 100vw"  # the text's column
CREST_SIZES = "82px"
