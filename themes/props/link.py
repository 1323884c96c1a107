"""Links: what menus, breadcrumbs and lists of addresses are made of."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address. `current` marks the page or branch being read; `data_element` is a hook of the validator."""

    label: str
    url: str
    current: bool = False
    data_element: str = ""


#: From the home page to the page being read, whose link is the last one and is marked `current`.
Breadcrumb: TypeAlias = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A titled list of links, as in the columns of the footer. `url` makes the title a link."""

    title: str
    links: tuple[Link, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An alternate representation of a list, such as its Atom feed."""

    title: str
    url: str
    content_type: str = "application/atom+xml"
