"""What surrounds the content of every page: head, header, breadcrumb, footer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.presenters.crest import brand_of, crest_of, palette_of
from cms.presenters.menu import breadcrumb, main_menu
from federation.models import Member
from themes.props import Layout, Link, LinkGroup, SiteFooter, SiteHeader


def layout_for(member: Member, *, props: Any, path: str, canonical_url: str = "", below: Page | None = None) -> Layout:
    """`below` is the page under which the one read stands, for the breadcrumb; without a `canonical_url`
    (404, 410) the page is not for search engines."""
    menu = main_menu(member, path=path)
    return Layout(
        title=props.title,
        site_name=member.site_title,
        header=_header(member, menu),
        footer=_footer(member, menu),
        breadcrumb=breadcrumb(member, below=below, title=props.title) if below and below.depth > 1 else (),
        description=getattr(props, "summary", "") or getattr(props, "intro", ""),
        canonical_url=canonical_url,
        palette=palette_of(member),
        noindex=settings.DEMO or not canonical_url,
        fictional_notice=_("Sito dimostrativo: le adesioni, i contatti e parte delle notizie sono inventati.")
        if settings.DEMO
        else "",
    )


def _header(member: Member, menu: tuple[Link, ...]) -> SiteHeader:
    return SiteHeader(
        site_name=member.site_title,
        crest=crest_of(member),
        main_menu=menu,
        tagline=brand_of(member).tagline,
        region=Link("Regione Lombardia", "https://www.regione.lombardia.it/"),
    )


def _footer(member: Member, menu: tuple[Link, ...]) -> SiteFooter:
    links = tuple(Link(link.label, link.url) for link in menu)
    return SiteFooter(
        site_name=member.site_title,
        crest=crest_of(member),
        groups=(LinkGroup(_("Esplora"), links),) if links else (),
    )
