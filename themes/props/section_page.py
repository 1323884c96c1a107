"""A second-level page (Notizie, Avvisi, Eventi…): the list of its items, by pages."""

from dataclasses import dataclass

from themes.props.card import Card, EventCard
from themes.props.pagination import Pagination


@dataclass(frozen=True, slots=True)
class ListingProps:
    """`page_number` is that of the page shown, from 1; `total` counts the items of all pages; `empty_text` is shown
    when there is none."""

    title: str
    intro: str = ""
    cards: tuple[Card, ...] = ()
    events: tuple[EventCard, ...] = ()
    page_number: int = 1
    total: int = 0
    pagination: Pagination | None = None
    empty_text: str = ""
