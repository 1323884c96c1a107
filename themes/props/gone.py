"""A page that was here and was withdrawn (HTTP 410)."""

from dataclasses import dataclass
from datetime import date

from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class GoneProps:
    """`title` is that of the withdrawn item; `redirect` the page that takes its place, `section` the list it was in."""

    title: str
    explanation: str = ""
    withdrawn_on: date | None = None
    owner_name: str = ""
    redirect: Link | None = None
    section: Link | None = None
