"""What the templates take: frozen values without behaviour. One file per noun; pages are named like their template."""

from themes.props.attachment import Attachment
from themes.props.card import Card, EventCard, SectionCard
from themes.props.crest import Crest
from themes.props.dates import EventDates
from themes.props.directory import DemoAccount, DirectoryProps, DirectoryTile, MapPoint, ThingToTry
from themes.props.error import ErrorProps
from themes.props.event_page import EventProps
from themes.props.gone import GoneProps
from themes.props.home_page import HomeProps
from themes.props.landing_page import LandingProps
from themes.props.layout import Layout
from themes.props.link import Breadcrumb, FeedLink, Link, LinkGroup
from themes.props.mailbox import MailboxProps, MailMessage
from themes.props.news_page import NewsProps
from themes.props.pagination import Pagination, paginate
from themes.props.picture import Picture
from themes.props.provenance import Provenance
from themes.props.search_page import SearchProps
from themes.props.section_page import ListingProps
from themes.props.site_footer import SiteFooter
from themes.props.site_header import SiteHeader
from themes.props.text_page import TextProps

__all__ = [
    "Attachment",
    "Breadcrumb",
    "Card",
    "Crest",
    "DemoAccount",
    "DirectoryProps",
    "DirectoryTile",
    "ErrorProps",
    "EventCard",
    "EventDates",
    "EventProps",
    "FeedLink",
    "GoneProps",
    "HomeProps",
    "LandingProps",
    "Layout",
    "Link",
    "LinkGroup",
    "ListingProps",
    "MailMessage",
    "MailboxProps",
    "MapPoint",
    "NewsProps",
    "Pagination",
    "Picture",
    "Provenance",
    "SearchProps",
    "SectionCard",
    "SiteFooter",
    "SiteHeader",
    "TextProps",
    "ThingToTry",
    "paginate",
]
