"""Lists of a section, by pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from cms.presenters.card import card, event_card
from federation.listing import shown_items
from federation.models import Member, Placement
from federation.page_numbers import query_of_page
from themes.props import ListingProps, paginate

PER_PAGE = 12


def section_props(member: Member, *, section: Any, number: int, now: datetime) -> ListingProps:
    """The page of that number, from 1; past the end it is the last."""
    placements = Placement.objects.shown_on(member, now=now).filter(section_id=section.pk)
    is_calendar = section.section_kind == "eventi"
    ordered = placements.soonest_first(now) if is_calendar else placements.newest_first()
    page = Paginator(ordered, PER_PAGE).get_page(number)
    items = shown_items(page.object_list, member=member)  # type: ignore[arg-type]
    return ListingProps(
        title=section.title,
        intro=section.intro,
        cards=() if is_calendar else tuple(card(item) for item in items),
        events=tuple(event_card(item) for item in items) if is_calendar else (),
        page_number=page.number,
        total=page.paginator.count,
        pagination=paginate(page.number, count=page.paginator.num_pages, address=lambda n: query_of_page(n) or "./"),
        empty_text=_(
            "Qui non c’è ancora niente. Quando {name} pubblicherà qualcosa, lo troverai in questa pagina."
        ).format(name=member.site_title),
    )
