"""Pictures, in the sizes and formats that a slot of the page has (`themes.slots`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`url` is that of the size for browsers that know no `srcset`, `width` and `height` are its pixels. `srcset` lists
    the same format, `avif_srcset` the smaller one that newer browsers prefer. An empty `alt` marks it as decorative.
    """

    url: str
    width: int
    height: int
    alt: str
    srcset: str = ""
    avif_srcset: str = ""
    sizes: str = ""
