"""One address for each page of a list: the first has no number, the second is `?pagina=2`.

Whatever else is typed there is redirected to one of them, so that the page cache holds every page once.
"""

from __future__ import annotations

import re

from django.http import HttpRequest

PARAMETER = "pagina"
SPELLING = re.compile(r"[2-9]|[1-9][0-9]{1,5}")


def number_asked(request: HttpRequest) -> int | None:
    """1 where the address has no number; None where it is not written as `query_of_page` writes it."""
    values = request.GET.getlist(PARAMETER)
    if not values:
        return 1
    return int(values[0]) if len(values) == 1 and SPELLING.fullmatch(values[0]) else None


def query_of_page(number: int) -> str:
    """With its question mark; empty for the first page."""
    return f"?{PARAMETER}={number}" if number > 1 else ""
