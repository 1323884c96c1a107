"""The search index catches up with changes: new notices, the same again, withdrawals; on each engine.

The cost must follow what changed, not what the index holds: new notices are measured twice, with little and with more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from uuid import uuid4

from django.conf import settings

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Placement, ReaderCursor
from federation.models.clock import clock_moved
from search.engine import database_engine, elasticsearch_engine
from search.engine.contract import SearchEngine, SearchQuery
from search.indexer import catch_up, database_cursor, elasticsearch_cursor
from search.tasks import on_clock_moved
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, measure
from tests.publishing import publish_news

TABLE = "The search index catches up, per 1,000 notices on 60 sites each"
SEARCHES = "A search on one site"
CHANGES = 100  # measured, and told as for 1,000: publishing a thousand on sixty sites takes longer than the rest
MORE = 300
WORDS = (
    "comune ufficio bando contributo famiglia scuola servizio orario raccolta rifiuti strada lavori chiusura domanda "
    "iscrizione pagamento biblioteca mercato evento piazza cittadini modulo scadenza sportello fibra cantiere energia"
)


def costs(country: Country) -> list[Cost]:
    """Each index catches up with the same changes, when the benchmark says so."""
    with _without_wake_ups():
        _on_each_engine("everything so far", at_least=0)
        _publish(country, CHANGES)
        found = _on_each_engine(f"new, beside {CHANGES}")
        _publish(country, MORE)
        _on_each_engine("more", at_least=MORE)
        pages = _publish(country, CHANGES)
        found += _on_each_engine(f"new, beside {CHANGES * 2 + MORE}")
        searches = _searches(country)
        for page in pages:
            withdraw(page.pk, user=None)
        return found + _on_each_engine("withdrawn") + searches


@contextmanager
def _without_wake_ups() -> Iterator[None]:
    clock_moved.disconnect(dispatch_uid="search")
    settings.ELASTICSEARCH_URL = os.environ["TESTS_ELASTICSEARCH_URL"]
    settings.ELASTICSEARCH_PREFIX = f"bench{uuid4().hex}"
    try:
        yield
    finally:
        if engine := elasticsearch_engine():
            engine.indices.drop(engine.indices.all())
            engine.close()
        settings.ELASTICSEARCH_URL = ""
        clock_moved.connect(on_clock_moved, dispatch_uid="search")


def _publish(country: Country, count: int) -> list[NewsPage]:
    return [_notice(country, number) for number in range(count)]


def _notice(country: Country, number: int) -> NewsPage:
    words = WORDS.split()
    body = " ".join(words[(number * 7 + step * (number % 5 + 1)) % len(words)] for step in range(300))
    return publish_news(
        country.consortium,
        title=f"Avviso {number} {words[number % len(words)]}",
        summary=body[:200],
        body=[("paragraph", f"<p>{body}</p>")],
        channels=[country.channel],
    )


def _on_each_engine(row: str, *, at_least: int = CHANGES) -> list[Cost]:
    run = partial(_catch_up, database_engine(), database_cursor(), at_least)
    found = measure(TABLE, row, {"database": [run]})
    if engine := elasticsearch_engine():
        serving = engine.indices.serving()
        if serving is None:
            serving = engine.indices.create(epoch=database_cursor().epoch)
            engine.indices.promote(serving)
        writer = engine.writing_to(serving, seconds=30)
        run = partial(_catch_up, writer, elasticsearch_cursor(engine, serving), at_least)
        found += measure(TABLE, row, {"Elasticsearch": [run]})
        engine.refresh()
    return [_per_thousand(cost) for cost in found]


def _per_thousand(cost: Cost) -> Cost:
    scale = 1_000 / CHANGES
    return replace(cost, milliseconds=cost.milliseconds * scale, queries=round(cost.queries * scale))


def _catch_up(engine: SearchEngine, cursor: ReaderCursor, at_least: int) -> None:
    written = catch_up(engine, cursor)
    assert written >= at_least, f"{written} documents were written"
    assert not Placement.objects.after(version=cursor.version, id=cursor.placement_id).exists()


def _searches(country: Country) -> list[Cost]:
    query = SearchQuery("bandi contributo famiglie", country.consortium)
    ways = {"database": [partial(_search, database_engine(), query)] * 30}
    if engine := elasticsearch_engine():
        ways["Elasticsearch"] = [partial(_search, engine, query)] * 30
    return measure(SEARCHES, "three words", ways)


def _search(engine: SearchEngine, query: SearchQuery) -> None:
    assert engine.search(query).total > 0
