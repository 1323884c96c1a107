"""A first-level page (Amministrazione, Novità, Servizi, Vivere il Comune): its sections and what is new in them."""

from dataclasses import dataclass

from themes.props.card import Card, EventCard, SectionCard


@dataclass(frozen=True, slots=True)
class LandingProps:
    """Sections carry the validator's hooks; an empty category is left out by whoever builds the props."""

    title: str
    intro: str = ""
    sections: tuple[SectionCard, ...] = ()
    sections_title: str = ""
    latest: tuple[Card, ...] = ()
    latest_title: str = ""
    events: tuple[EventCard, ...] = ()
    events_title: str = ""
