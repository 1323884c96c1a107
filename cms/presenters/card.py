"""Cards of items, as lists show them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.presenters.picture import picture_of
from federation.ports import ShownItem
from themes.props import Card, EventCard, EventDates
from themes.slots import CARD


def kind_label(item: ShownItem) -> str:
    """«Notizia», «Comunicato», «Avviso», «Evento»."""
    labels = {"notizie": _("Notizia"), "comunicati": _("Comunicato"), "avvisi": _("Avviso"), "eventi": _("Evento")}
    return labels.get(item.section_kind, "")


def card(item: ShownItem) -> Card:
    return Card(
        title=item.title,
        url=item.path,
        summary=item.summary,
        published_on=timezone.localdate(item.published_at),
        kind_label=kind_label(item),
        picture=picture_of(item.image, slot=CARD),
        source_label="" if item.is_own else item.owner_name,
        pinned=item.pinned,
    )


def event_card(item: ShownItem) -> EventCard:
    assert item.starts_at is not None
    return EventCard(
        title=item.title,
        url=item.path,
        dates=EventDates(item.starts_at, item.ends_at),
        summary=item.summary,
        place=getattr(item.page, "place", ""),
        kind_label=kind_label(item),
        picture=picture_of(item.image, slot=CARD),
        source_label="" if item.is_own else item.owner_name,
        pinned=item.pinned,
    )
