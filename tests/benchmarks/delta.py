"""What it costs to learn of changes: for the app, and for a reader of all members, as the search index is one.

The cost must follow what changed, not what there is: between the two columns the content grows by more than a hundred.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.conf import settings
from django.test import Client

from federation.models import Clock, Member, Placement
from tests.benchmarks.italy import Country, some_comuni
from tests.benchmarks.measuring import Cost, measure
from tests.publishing import publish_news

TABLE = "Delta: to read what changed since a cursor, 100 items on each site"
PAGE = 1_000
TIMES = 20
CHANGES = """query Changes($comuni: [String!]!, $since: String) { changes(comuni: $comuni, since: $since) {
  cursor hasMore nodes { id itemId comune version withdrawn content { title summary url publishedAt updatedAt } } } }"""


def costs(country: Country, *, way: str) -> list[Cost]:
    """`way` says how many sites there are now."""
    comuni = some_comuni(country, 50)
    slugs, last = [comune.slug for comune in comuni], comuni[-1]
    mine, ours = _newest([last.slug]), _newest(slugs)
    commit = Clock.objects.values_list("seq", flat=True).get() + 1
    publish_news(last, title="Un avviso")
    found = measure(TABLE, "app, 1 comune: 1 change", {way: [partial(_ask, [last.slug], mine, 1)] * TIMES})
    found += measure(TABLE, "app, 1 comune: 100 changes", {way: [partial(_ask, [last.slug], None, 100)] * TIMES})
    found += measure(TABLE, "app, 50 comuni: 1 change", {way: [partial(_ask, slugs, ours, 1)] * TIMES})
    found += measure(TABLE, "app, 50 comuni: 100 changes", {way: [partial(_ask, slugs, None, 100)] * TIMES})
    found += measure(TABLE, "all members: 1 change", {way: [partial(_read, commit, 1)] * TIMES})
    found += measure(TABLE, "all members: 1,000 changes", {way: [_read_first] * TIMES})
    publish_news(country.consortium, title="Un avviso a tutti", channels=[country.channel])
    changes = Member.objects.hosted().count()
    runs = [partial(_read, commit + 1, changes)] * TIMES
    return found + measure(TABLE, "all members: one notice to all", {way: runs})


def _newest(slugs: list[str]) -> str:
    """The cursor of an app that has read everything."""
    cursor = None
    while (page := _answer(slugs, cursor)[0])["hasMore"]:
        cursor = page["cursor"]
    return str(page["cursor"])


def _ask(slugs: list[str], since: str | None, changes: int) -> int:
    page, size = _answer(slugs, since)
    assert len(page["nodes"]) == changes
    return size


def _answer(slugs: list[str], since: str | None) -> tuple[Any, int]:
    body = {"query": CHANGES, "variables": {"comuni": slugs, "since": since}}
    client = Client(SERVER_NAME=settings.API_HOST)
    response = client.post("/graphql/", json.dumps(body), content_type="application/json")
    return response.json()["data"]["changes"], len(response.content)


def _read(version: int, changes: int) -> None:
    """That commit and all after it, page by page."""
    rows = found = _page(version, 0)
    while rows:
        rows = _page(*rows[-1])
        found += rows
    assert len(found) == changes, f"{len(found)} changes were read"


def _read_first() -> None:
    assert len(_page(0, 0)) == PAGE


def _page(version: int, pk: int) -> list[tuple[int, int]]:
    rows = Placement.objects.after(version=version, id=pk).values_list("version", "pk", "item_id", "member_id")[:PAGE]
    return [row[:2] for row in rows]
