"""The page of results."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.presenters.card import card
from federation.listing import shown_items
from federation.models import Placement
from federation.page_numbers import PARAMETER
from federation.ports import ShownItem
from search.engine.contract import PER_PAGE, SearchQuery, SearchResults, last_page
from themes.props import Card, SearchProps, paginate


def results_props(query: SearchQuery, results: SearchResults) -> SearchProps:
    """Cards are made from the placements: nothing is shown that the site does not show, however old the index."""
    return SearchProps(
        title=_("Ricerca: {text}").format(text=query.text) if query.text else _("Ricerca"),
        text=query.text,
        cards=_cards(query, results),
        total=results.total,
        pagination=paginate(
            results.page,
            count=last_page(results.total, per_page=PER_PAGE),
            address=lambda number: "?" + urlencode({"q": query.text} | ({PARAMETER: number} if number > 1 else {})),
        ),
        any_word=results.any_word,
        degraded=results.degraded,
    )


def _cards(query: SearchQuery, results: SearchResults) -> tuple[Card, ...]:
    found = [hit.item_id for hit in results.hits]
    placements = Placement.objects.shown_on(query.member, now=query.now).filter(item__in=found)
    shown = {item.item_id: item for item in shown_items(placements, member=query.member)} if found else {}
    return tuple(_card(shown[item_id]) for item_id in found if item_id in shown)


def _card(item: ShownItem) -> Card:
    """Of an event the day it takes place. Pinned is a word of lists: here relevance orders."""
    day = timezone.localdate(item.starts_at or item.published_at)
    return replace(card(item), published_on=day, pinned=False)
