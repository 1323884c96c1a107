"""What surrounds the content of every page: head, header, breadcrumb, footer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.presenters.crest import brand_of, crest_of, palette_of
from cms.presenters.frame import breadcrumb, frame_of, main_menu
from federation.models import Member
from themes.props import Layout, Link, LinkGroup, SiteFooter, SiteHeader


def layout_for(
    member: Member, *, props: Any, path: str, canonical_url: str = "", with_breadcrumb: bool = True
) -> Layout:
    """`path` is that of the address asked for; without a `canonical_url` (404, 410) it is not for search engines."""
    frame = frame_of(member)
    menu = main_menu(frame, path=path)
    return Layout(
        title=props.title,
        site_name=member.site_title,
        header=_header(member, menu),
        footer=_footer(member, menu),
        breadcrumb=breadcrumb(frame, path=path, title=props.title) if with_breadcrumb and path != "/" else (),
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
        search=Link(_("Cerca"), "/ricerca/"),
    )


def _footer(member: Member, menu: tuple[Link, ...]) -> SiteFooter:
    links = tuple(Link(link.label, link.url) for link in menu)
    return SiteFooter(
        site_name=member.site_title,
        crest=crest_of(member),
        groups=(LinkGroup(_("Esplora"), links),) if links else (),
    )
