"""The home page of a member's site."""

from dataclasses import dataclass

from themes.props.card import Card, EventCard
from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class HomeProps:
    """The Modello allows at most 3 news, 4 events and 3 topics.

    `notices` are those of the consortium, under `notices_title`.
    """

    title: str
    featured: Card | None = None
    news: tuple[Card, ...] = ()
    all_news: Link | None = None
    events: tuple[EventCard, ...] = ()
    all_events: Link | None = None
    notices: tuple[Card, ...] = ()
    notices_title: str = ""
    topics: tuple[Link, ...] = ()
    all_topics: Link | None = None
    help_links: tuple[Link, ...] = ()
