"""First-level pages: their sections, and what is new in them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cms.presenters.card import card, event_card
from cms.presenters.frame import frame_of
from federation.listing import shown_items
from federation.models import Member, Placement
from themes.props import LandingProps, SectionCard

LATEST = 6
NEWS_KINDS = {"notizie", "comunicati", "avvisi"}
HOOKS = {"eventi": "live-button-events", "luoghi": "live-button-locations"} | dict.fromkeys(
    NEWS_KINDS, "news-category-link"
)


def landing_props(member: Member, *, title: str, intro: str, path: str, now: datetime) -> LandingProps:
    """`path` is the page's own, relative to the site; its sections are those below it."""
    sections = [page for page in frame_of(member) if page.level == 2 and page.path.startswith(path)]
    shown = Placement.objects.shown_on(member, now=now).filter(section__in=[section.page_id for section in sections])
    kinds = {section.section_kind for section in sections}
    news = shown.filter(item__section_kind__in=NEWS_KINDS).newest_first()[:LATEST] if kinds & NEWS_KINDS else None
    events = shown.filter(item__section_kind="eventi").upcoming(now)[:LATEST] if "eventi" in kinds else None
    return LandingProps(
        title=title,
        intro=intro,
        sections=tuple(
            SectionCard(
                title=section.title,
                url=section.path,
                summary=section.intro,
                data_element=HOOKS.get(section.section_kind, ""),
            )
            for section in sections
        ),
        sections_title=_("Esplora per categoria"),
        latest=tuple(card(item) for item in shown_items(news, member=member)) if news is not None else (),
        latest_title=_("Ultimi aggiornamenti"),
        events=tuple(event_card(item) for item in shown_items(events, member=member)) if events is not None else (),
        events_title=_("In programma"),
    )
