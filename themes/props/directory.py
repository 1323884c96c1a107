"""The demo's directory (l'elenco): every site of the consortium on one page, changing as the sites change."""

from dataclasses import dataclass
from datetime import date

from themes.props.crest import Crest
from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A member on the map: its place in viewBox units, and the `anchor` (id) of its tile."""

    x: float
    y: float
    label: str
    url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DirectoryTile:
    """A member: `slug` names it in the status feed, `local_url` reaches its site where subdomains do not resolve."""

    slug: str
    anchor: str
    name: str
    crest: Crest
    inhabitants: int | None
    url: str
    local_url: str = ""
    version: int = 0
    last_title: str = ""
    last_url: str = ""
    last_date: date | None = None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody whose part the reader can play."""

    role: str
    username: str
    password: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThingToTry:
    """One exercise: what to do, and what will be seen."""

    title: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class DirectoryProps:
    """`status_url` answers {"members": [{"slug", "version", "title", "date", "url"}]}, dates as ISO 8601.

    `map_view_box` is the viewBox of SVG, in the units of the map points.
    """

    title: str
    intro: str
    tiles: tuple[DirectoryTile, ...]
    status_url: str
    map_points: tuple[MapPoint, ...] = ()
    map_view_box: str = "0 0 600 400"
    links: tuple[Link, ...] = ()
    accounts: tuple[DemoAccount, ...] = ()
    accounts_note: str = ""
    things_to_try: tuple[ThingToTry, ...] = ()
    fictional_note: str = ""
    attribution: str = ""
