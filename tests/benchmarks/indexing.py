"""The search index catches up with changes: new notices, the same again, withdrawals; on each engine."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from uuid import uuid4

from django.conf import settings

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Placement, ReaderCursor
from search.engine import database_engine, elasticsearch_engine
from search.engine.contract import SearchEngine, SearchQuery
from search.indexer import catch_up, database_cursor, elasticsearch_cursor
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, measure
from tests.publishing import publish_news

CHANGES = 300  # measured, and told as for 1,000: publishing a thousand on sixty sites takes longer than the rest
WORDS = (
    "comune ufficio bando contributo famiglia scuola servizio orario raccolta rifiuti strada lavori chiusura domanda "
    "iscrizione pagamento biblioteca mercato evento piazza cittadini modulo scadenza sportello fibra cantiere energia"
)


def costs(country: Country, *, members: int, times: int = 3) -> list[Cost]:
    """Every notice stands on all sites. Each index catches up with the same changes; `times` is of the searches."""
    pages = [_publish(country, number) for number in range(CHANGES)]
    found = _on_each_engine("index new", members=members)
    for cursor in ReaderCursor.objects.filter(name__startswith="search "):
        cursor.rewind()
    found += _on_each_engine("index again", members=members)
    found += _searches(country, members=members, times=times)
    for page in pages:
        withdraw(page.pk, user=None)
    return found + _on_each_engine("index gone", members=members)


def without_wake_ups() -> None:
    """Before anything is published: the benchmark itself says when the readers run."""
    from federation.models.clock import clock_moved

    clock_moved.disconnect(dispatch_uid="search")
    settings.ELASTICSEARCH_URL = os.environ["TESTS_ELASTICSEARCH_URL"]
    settings.ELASTICSEARCH_PREFIX = f"bench{uuid4().hex}"


def clean_up() -> None:
    if engine := elasticsearch_engine():
        engine.indices.drop(engine.indices.all())
        engine.close()


def _publish(country: Country, number: int) -> NewsPage:
    words = WORDS.split()
    body = " ".join(words[(number * 7 + step * (number % 5 + 1)) % len(words)] for step in range(300))
    return publish_news(
        country.consortium,
        title=f"Avviso {number} {words[number % len(words)]}",
        summary=body[:200],
        body=[("paragraph", f"<p>{body}</p>")],
        channels=[country.channel],
    )


def _on_each_engine(subject: str, *, members: int) -> list[Cost]:
    run = partial(_catch_up, database_engine(), database_cursor())
    found = [measure(subject, "database", members=members, runs=[run])]
    if engine := elasticsearch_engine():
        serving = engine.indices.serving()
        if serving is None:
            serving = engine.indices.create(epoch=database_cursor().epoch)
            engine.indices.promote(serving)
        writer = engine.writing_to(serving, seconds=30)
        run = partial(_catch_up, writer, elasticsearch_cursor(engine, serving))
        found.append(measure(subject, "elasticsearch", members=members, runs=[run]))
        engine.refresh()
    return [_per_thousand(cost) for cost in found]


def _per_thousand(cost: Cost) -> Cost:
    scale = 1_000 / CHANGES
    return replace(cost, milliseconds=cost.milliseconds * scale, queries=round(cost.queries * scale))


def _catch_up(engine: SearchEngine, cursor: ReaderCursor) -> None:
    written = catch_up(engine, cursor)
    assert written >= CHANGES, f"{written} documents were written"
    assert not Placement.objects.after(version=cursor.version, id=cursor.placement_id).exists()


def _searches(country: Country, *, members: int, times: int) -> list[Cost]:
    engines: list[SearchEngine] = [database_engine()]
    if engine := elasticsearch_engine():
        engines.append(engine)
    query = SearchQuery("bandi contributo famiglie", country.consortium)
    for searched in engines:
        assert searched.search(query).total > 0
    return [
        measure("search", searched.name, members=members, runs=[partial(searched.search, query)] * times * 10)
        for searched in engines
    ]
