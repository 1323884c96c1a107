"""First-level pages: their sections, and what is new in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.presenters.card import card, event_card
from federation.listing import shown_items
from federation.models import Member, Placement
from themes.props import LandingProps, SectionCard

LATEST = 6
HOOKS = {"eventi": "live-button-events"}  # every other section is a category of news


def landing_props(member: Member, *, title: str, intro: str, sections: Sequence[Any]) -> LandingProps:
    assert member.site is not None
    home_url_path = member.site.root_page.url_path
    shown = Placement.objects.shown_on(member).filter(section__in=[section.pk for section in sections])
    news = shown.exclude(item__section_kind="eventi").newest_first()[:LATEST]
    events = shown.filter(item__section_kind="eventi").upcoming(timezone.now())[:LATEST]
    return LandingProps(
        title=title,
        intro=intro,
        sections=tuple(
            SectionCard(
                title=section.title,
                url="/" + section.url_path.removeprefix(home_url_path),
                summary=section.intro,
                data_element=HOOKS.get(section.section_kind, "news-category-link"),
            )
            for section in sections
        ),
        sections_title=_("Esplora per categoria"),
        latest=tuple(card(item) for item in shown_items(news, member=member)),
        latest_title=_("Ultimi aggiornamenti"),
        events=tuple(event_card(item) for item in shown_items(events, member=member)),
        events_title=_("In programma"),
    )
