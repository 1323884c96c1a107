"""The header of every page of a site: region, crest and name, search, the two menus."""

from dataclasses import dataclass

from themes.props.crest import Crest
from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class SiteHeader:
    """`main_menu` carries the hooks management, news, all-services and live: in that order, nowhere else in the page.

    `secondary_menu` holds the topics; its last link has the hook all-topics. Optional links are left out when None.
    """

    site_name: str
    crest: Crest
    main_menu: tuple[Link, ...]
    tagline: str = ""
    home_url: str = "/"
    region: Link | None = None
    secondary_menu: tuple[Link, ...] = ()
    login: Link | None = None
    search: Link | None = None
