"""The page of an event."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.presenters.card import kind_label
from cms.presenters.item import body_html, note_html, provenance_of
from cms.presenters.picture import is_guarded, picture_of
from federation.ports import ShownItem
from themes.props import EventDates, EventProps
from themes.slots import PAGE


def event_props(page: Any, item: ShownItem, *, request: HttpRequest) -> EventProps:
    return EventProps(
        title=item.title,
        dates=EventDates(page.start, page.end),
        body=body_html(page, request=request),
        owner_name=item.owner_name,
        owner_url="" if item.is_own else item.owner_url,
        summary=item.summary,
        kind_label=kind_label(item),
        place=page.place,
        address=page.address,
        cost=page.cost,
        organiser=page.organiser,
        updated_on=timezone.localdate(page.last_published_at) if page.last_published_at else None,
        local_note=note_html(item),
        picture=picture_of(item.image, slot=PAGE, guarded=is_guarded(request)),
        provenance=provenance_of(item),
    )
