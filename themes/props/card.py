"""Cards: one item of a list, linking to its page."""

from dataclasses import dataclass
from datetime import date

from themes.props.dates import EventDates
from themes.props.picture import Picture


@dataclass(frozen=True, slots=True)
class Card:
    """A news item, notice or page. `source_label` says who wrote it and is empty for the site's own content."""

    title: str
    url: str
    summary: str = ""
    published_on: date | None = None
    kind_label: str = ""
    picture: Picture | None = None
    source_label: str = ""
    pinned: bool = False
    data_element: str = ""


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list. The Modello's hook for its link is `event-link`."""

    title: str
    url: str
    dates: EventDates
    summary: str = ""
    place: str = ""
    kind_label: str = ""
    picture: Picture | None = None
    source_label: str = ""
    pinned: bool = False
    data_element: str = "event-link"


@dataclass(frozen=True, slots=True)
class SectionCard:
    """A second-level section, as its first-level page lists it. The title must be the one of the Modello."""

    title: str
    url: str
    summary: str = ""
    data_element: str = ""
