"""What surrounds the content of every page: the document's head, header, breadcrumb, footer, the demo's banner."""

from dataclasses import dataclass

from themes.palettes import DEFAULT_PALETTE
from themes.props.link import Breadcrumb, FeedLink
from themes.props.site_footer import SiteFooter
from themes.props.site_header import SiteHeader


@dataclass(frozen=True, slots=True)
class Layout:
    """`title` is the page's; the document's title adds the name of the site unless they are equal.

    `header` and `footer` are None only where no member's site answers (unknown host, the demo's directory).
    `fictional_notice`, when not empty, is shown in a banner on top of every page.
    """

    title: str
    site_name: str
    header: SiteHeader | None = None
    footer: SiteFooter | None = None
    breadcrumb: Breadcrumb = ()
    language: str = "it"
    description: str = ""
    canonical_url: str = ""
    share_image_url: str = ""
    palette: str = DEFAULT_PALETTE
    noindex: bool = False
    feeds: tuple[FeedLink, ...] = ()
    fictional_notice: str = ""
