"""Pictures, already rendered in the sizes that the page needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its intrinsic size in pixels. An empty `alt` marks it as decorative."""

    url: str
    width: int
    height: int
    alt: str
    srcset: str = ""
    sizes: str = ""
