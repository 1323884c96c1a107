"""The results of a search on one site, and the form to search again."""

from dataclasses import dataclass

from themes.props.card import Card
from themes.props.pagination import Pagination


@dataclass(frozen=True, slots=True)
class SearchProps:
    """`action` is the path that the form asks; `text` what was asked, as it was typed, empty before anything is.

    `total` counts the results of all pages. `any_word`: nothing has all the words, these have some. `degraded`:
    answered without the search server.
    """

    title: str
    action: str = "/ricerca/"
    text: str = ""
    cards: tuple[Card, ...] = ()
    total: int = 0
    pagination: Pagination | None = None
    any_word: bool = False
    degraded: bool = False
