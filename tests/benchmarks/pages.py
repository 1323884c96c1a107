"""What a visitor waits for: three pages through the whole stack, made anew and from the page cache.

Every visit is to another site. The browser's part, the network and the server in front of Django are not measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial

from django.core.cache import cache
from django.test import Client

from federation.models import Member, Placement
from tests.benchmarks.italy import Country, some_comuni
from tests.benchmarks.measuring import Cost, Run, compare, measure
from tests.benchmarks.visitor import visitor

BY_ITEMS = "A visitor's page by the number of items that the site shows, 60 sites"
BY_SITES = "A visitor's page by the number of sites, 100 items on each"
PAGES = ("home", "list", "notice")
SITES = 30
HITS = 3  # of each page that is cached


def costs(country: Country, *, way: str) -> list[Cost]:
    """`way` says how many items there are now."""
    found = []
    for page in PAGES:
        visits = first_visits(country, page)
        found += measure(BY_ITEMS, f"{page}, made anew", {way: visits})
        found += measure(BY_ITEMS, f"{page}, from the cache", {way: visits * HITS})
    return found


def costs_in_turns(urls: Mapping[str, str]) -> list[Cost]:
    """On several databases at once, by way: a process for each, which visit in turns."""
    found = []
    with ExitStack() as stack:
        visitors = {way: stack.enter_context(visitor(url)) for way, url in urls.items()}
        for page in PAGES:
            visits = {way: [partial(visit, page)] * SITES for way, visit in visitors.items()}
            found += compare(BY_SITES, f"{page}, made anew", visits)
            found += compare(BY_SITES, f"{page}, from the cache", {way: runs * HITS for way, runs in visits.items()})
    return found


def first_visits(country: Country, page: str) -> list[Run]:
    """Nothing of the page is in the cache, but its templates are compiled."""
    *comuni, last = some_comuni(country, SITES + 1)
    paths = {"home": "/", "list": "/novita/notizie/"}
    path = paths.get(page) or Placement.objects.shown_on(last).newest_first().values_list("path", flat=True)[0]
    assert path is not None
    cache.clear()
    _visit(last, path)
    return [partial(_visit, comune, path) for comune in comuni]


def _visit(comune: Member, path: str) -> int:
    response = Client(SERVER_NAME=comune.hostname or "").get(path)
    assert response.status_code == 200, response.content[:300]
    return len(response.content)
