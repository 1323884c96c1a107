"""The footer of every page: what the law wants a public body to say about itself, and the links that go with it."""

from dataclasses import dataclass

from themes.props.crest import Crest
from themes.props.link import Link, LinkGroup


@dataclass(frozen=True, slots=True)
class SiteFooter:
    """Links carry the validator's hooks: `help_links` faq, appointment-booking, report-inefficiency;
    `legal_links` privacy-policy-link, legal-notes, accessibility-link. Nothing is rendered that is not given."""

    site_name: str
    crest: Crest
    home_url: str = "/"
    groups: tuple[LinkGroup, ...] = ()
    address: str = ""
    codice_fiscale: str = ""
    partita_iva: str = ""
    phone: str = ""
    email: str = ""
    pec: str = ""
    help_links: tuple[Link, ...] = ()
    legal_links: tuple[Link, ...] = ()
    bottom_links: tuple[Link, ...] = ()
