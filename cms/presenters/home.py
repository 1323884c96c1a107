"""The home page: at most three news, four events, and what the consortium sends."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.presenters.card import card, event_card
from cms.presenters.menu import link_to_section
from federation.listing import shown_items
from federation.models import Member, Placement
from themes.props import HomeProps

NEWS, EVENTS, NOTICES = 3, 4, 3  # the Modello allows no more news and events
NEWS_KINDS = ("notizie", "comunicati", "avvisi")


def home_props(member: Member) -> HomeProps:
    shown = Placement.objects.shown_on(member)
    news = shown.filter(item__section_kind__in=NEWS_KINDS).newest_first()
    own = shown_items(news.filter(item__owner=member)[:NEWS], member=member)
    received = shown_items(news.exclude(item__owner=member)[:NOTICES], member=member)
    events = shown.filter(item__section_kind="eventi").upcoming(timezone.now())[:EVENTS]
    return HomeProps(
        title=member.site_title,
        news=tuple(card(item) for item in own),
        all_news=link_to_section(member, "notizie", label=_("Tutte le notizie")),
        events=tuple(event_card(item) for item in shown_items(events, member=member)),
        all_events=link_to_section(member, "eventi", label=_("Tutti gli eventi")),
        notices=tuple(card(item) for item in received),
        notices_title=_("Dal territorio"),
    )
