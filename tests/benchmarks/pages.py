"""What a visitor waits for: three pages through the whole stack, made anew and from the page cache.

Every visit is to another site. The browser's part, the network and the server in front of Django are not measured.
"""

from __future__ import annotations

from functools import partial

from django.core.cache import cache
from django.test import Client

from federation.models import Member, Placement
from tests.benchmarks.italy import Country, some_comuni
from tests.benchmarks.measuring import Cost, Run, measure

BY_ITEMS = "A visitor's page by the number of items that the site shows, 60 sites"
BY_SITES = "A visitor's page by the number of sites, 100 items on each"
SITES = 30


def costs(country: Country, *, table: str, way: str) -> list[Cost]:
    """`way` says how many items, or how many sites, there are now."""
    *comuni, last = some_comuni(country, SITES + 1)
    notice = Placement.objects.shown_on(last).newest_first().values_list("path", flat=True)[0]
    found = []
    for name, path in (("home", "/"), ("list", "/novita/notizie/"), ("notice", notice)):
        assert path is not None
        cache.clear()
        _visits([last], path)[0]()  # compiles the templates
        visits = _visits(comuni, path)
        found += measure(table, f"{name}, made anew", {way: visits})
        found += measure(table, f"{name}, from the cache", {way: visits * 3})
    return found


def _visits(comuni: list[Member], path: str) -> list[Run]:
    return [partial(_visit, Client(SERVER_NAME=comune.hostname or ""), path) for comune in comuni]


def _visit(client: Client, path: str) -> int:
    response = client.get(path)
    assert response.status_code == 200, response.content[:300]
    return len(response.content)
