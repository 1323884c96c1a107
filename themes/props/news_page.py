"""A news item, press release or notice (notizia, comunicato, avviso), on the site of its owner or of another member."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from themes.props.attachment import Attachment
from themes.props.html import NO_HTML
from themes.props.link import Link
from themes.props.picture import Picture
from themes.props.provenance import Provenance


@dataclass(frozen=True, slots=True)
class NewsProps:
    """`body` and `local_note` are HTML that is safe already; `owner_name` fills the Modello's "A cura di".

    `provenance` is given only on a site that is not the owner's.
    """

    title: str
    body: SafeString
    owner_name: str
    published_on: date | None = None
    summary: str = ""
    kind_label: str = ""
    updated_on: date | None = None
    owner_url: str = ""
    local_note: SafeString = NO_HTML
    picture: Picture | None = None
    attachments: tuple[Attachment, ...] = ()
    topics: tuple[Link, ...] = ()
    provenance: Provenance | None = None
