"""An event (evento), on the site of its owner or of another member."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from themes.props.attachment import Attachment
from themes.props.dates import EventDates
from themes.props.html import NO_HTML
from themes.props.link import Link
from themes.props.picture import Picture
from themes.props.provenance import Provenance


@dataclass(frozen=True, slots=True)
class EventProps:
    """The Modello wants description, date and time, place, cost ("Gratuito" is a cost) and contacts.

    `body`, `local_note` and `contacts` are HTML that is safe already.
    """

    title: str
    dates: EventDates
    body: SafeString
    owner_name: str
    summary: str = ""
    kind_label: str = ""
    place: str = ""
    address: str = ""
    cost: str = ""
    organiser: str = ""
    contacts: SafeString = NO_HTML
    updated_on: date | None = None
    owner_url: str = ""
    local_note: SafeString = NO_HTML
    picture: Picture | None = None
    attachments: tuple[Attachment, ...] = ()
    topics: tuple[Link, ...] = ()
    provenance: Provenance | None = None
