"""Pages of a long list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from themes.props.link import Link

_HOOK = "pager-link"


@dataclass(frozen=True, slots=True)
class Pagination:
    """`pages` are the numbers to show, in order; one with an empty address stands for those left out."""

    pages: tuple[Link, ...]
    previous: Link | None = None
    next: Link | None = None


def paginate(current: int, *, count: int, address: Callable[[int], str]) -> Pagination | None:
    """The pages around the current one (from 1), the first and the last; None when one page holds everything."""
    if count <= 1:
        return None
    shown = sorted({1, count, *(page for page in range(current - 1, current + 2) if 1 <= page <= count)})
    pages: list[Link] = []
    before = 0
    for page in shown:
        if page - before > 1:
            pages.append(Link("…", ""))
        pages.append(Link(str(page), address(page), current=page == current, data_element=_HOOK))
        before = page
    return Pagination(
        pages=tuple(pages),
        previous=Link(_("Pagina precedente"), address(current - 1), data_element=_HOOK) if current > 1 else None,
        next=Link(_("Pagina successiva"), address(current + 1), data_element=_HOOK) if current < count else None,
    )
