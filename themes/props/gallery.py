"""The gallery of components: the design system shown on one page."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """A component rendered from its sample; no `html` for parts of the frame, which are seen at `url` only."""

    name: str
    url: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class GalleryProps:
    """`pages` lead to every page template with sample content."""

    title: str
    intro: str
    items: tuple[GalleryItem, ...]
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ComponentProps:
    """One component alone; what it brings itself (h1, skip links) the page around it leaves out."""

    title: str
    html: SafeString
    has_title: bool = False
    has_skip_links: bool = False
