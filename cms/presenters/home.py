"""The home page: at most three news, four events, and what the consortium sends."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cms.presenters.card import card, event_card
from federation.listing import shown_lists
from federation.models import Member, Placement
from themes.props import HomeProps, Link

NEWS, EVENTS, NOTICES = 3, 4, 3  # the Modello allows no more news and events
NEWS_KINDS = ("notizie", "comunicati", "avvisi")


def home_props(member: Member, *, now: datetime) -> HomeProps:
    shown = Placement.objects.shown_on(member, now=now)
    news = shown.filter(item__section_kind__in=NEWS_KINDS).newest_first()
    own, received, events = shown_lists(
        news.filter(item__owner=member)[:NEWS],
        news.exclude(item__owner=member)[:NOTICES],
        shown.filter(item__section_kind="eventi").upcoming(now)[:EVENTS],
        member=member,
    )
    return HomeProps(
        title=member.site_title,
        news=tuple(card(item) for item in own),
        all_news=Link(_("Tutte le novità"), "/novita/"),
        events=tuple(event_card(item) for item in events),
        all_events=Link(_("Tutti gli eventi"), "/vivere-il-comune/eventi/"),
        notices=tuple(card(item) for item in received),
        notices_title=_("Dal territorio"),
    )
