"""A page that cannot be shown (HTTP 404, 421, 500)."""

from dataclasses import dataclass

from themes.props.link import Link


@dataclass(frozen=True, slots=True)
class ErrorProps:
    """`title` and `explanation` say what happened in plain words; `links` where to go from here."""

    status: int
    title: str
    explanation: str
    links: tuple[Link, ...] = ()
