"""The readers that keep the indexes in step: each pulls the placements that changed after its own cursor.

A wake-up that is lost is a delay, never a loss; a reader that dies does its last page again; several may run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy

from federation.duties import DutyFailed
from federation.models import Placement, ReaderCursor
from search.breaker import elasticsearch_breaker
from search.documents import snapshot
from search.engine import database_engine, elasticsearch_engine
from search.engine.contract import EngineUnavailable, SearchEngine
from search.engine.elasticsearch import SEARCH_SECONDS, WORK_SECONDS, ElasticsearchEngine, availability
from search.engine.indices import IndexName, new_stamp
from search.words import VERSION

logger = logging.getLogger(__name__)

ENGINE_AWAY = gettext_lazy(
    "Elasticsearch non risponde: la ricerca dei siti usa l’indice della base dati, e il suo si aggiorna quando torna."
)
ROWS = 5_000  # placements read at once
ITEMS = 100  # documents made and written at once

Row = tuple[int, int, UUID]  # version, placement, item


def follow(*, most: int | None = None) -> None:
    """Brings every index up to date; `most` documents bounds the work, for whoever is waited for.

    The database's comes first and needs no server. Whoever is waited for hears of no Elasticsearch that is away: it is
    logged, and the next call goes on from there. Without `most` it raises `DutyFailed` then.
    """
    catch_up(database_engine(), database_cursor(), most=most)
    engine = elasticsearch_engine()
    if engine is None or (most is not None and elasticsearch_breaker.is_open):
        return
    try:
        follow_elasticsearch(engine, most=most)
    except EngineUnavailable as error:
        elasticsearch_breaker.failed()
        if most is None:
            raise DutyFailed([str(ENGINE_AWAY)]) from error
        logger.warning("Elasticsearch does not answer, its index catches up later: %s", error)
    else:
        elasticsearch_breaker.worked()


def catch_up(engine: SearchEngine, cursor: ReaderCursor, *, most: int | None = None) -> int:
    """Reads on from the cursor to the end, or until `most` documents were written; returns how many were.

    One commit may name an item on thousands of rows, on several pages: it is written once.
    """
    written: dict[UUID, int] = {}
    while rows := _next_rows(cursor):
        for page in _pages(rows):
            latest = {item_id: version for version, _, item_id in page}
            stale = [item_id for item_id, version in latest.items() if written.get(item_id, 0) < version]
            if stale:
                read = snapshot(stale, with_members=engine.needs_members)
                engine.index(read.documents)
                engine.remove(read.gone)
                written |= {document.item_id: document.version for document in read.documents} | read.gone
            version, placement_id, _ = page[-1]
            cursor.advance(version, placement_id)
            if most is not None and len(written) >= most:
                return len(written)
    return len(written)


def follow_elasticsearch(engine: ElasticsearchEngine, *, most: int | None = None) -> None:
    """Keeps the index that answers in step; builds one beside it where there is none, or none of this epoch."""
    if most is None:
        engine = engine.at_work()
    with availability():
        serving = engine.indices.serving()
        if serving is not None:
            _keep(engine, serving, most=most)
        if most is not None:  # somebody waits
            return
        epoch = database_cursor().epoch
        if serving is None or not engine.indices.is_current(serving, epoch=epoch):
            logger.info("Building a new index")
            build(engine, epoch=epoch)


def build(engine: ElasticsearchEngine, *, epoch: str, stamp: str = "first") -> None:
    """Fills a new index to the end, then lets it answer, then drops all others. It may be interrupted anywhere."""
    with availability():
        index = engine.indices.create(epoch=epoch, stamp=stamp)
        _keep(engine, index)
        engine.writing_to(index, seconds=WORK_SECONDS).refresh()
        others = engine.indices.promote(index)
        engine.indices.drop(others)
    mine = elasticsearch_cursor(engine, index)
    ReaderCursor.objects.filter(name__startswith=f"search {engine.prefix} ").exclude(name=mine.name).delete()


def rebuild() -> None:
    """Everything anew; until it is done, what was there before answers, and follows changes."""
    cursor = database_cursor()
    cursor.rewind()
    catch_up(database_engine(), cursor)
    if engine := elasticsearch_engine():
        build(engine.at_work(), epoch=cursor.epoch, stamp=new_stamp())


def database_cursor() -> ReaderCursor:
    """By the version of the analysis: a new one reads everything again."""
    return ReaderCursor.objects.current(f"search database {VERSION}")


def elasticsearch_cursor(engine: ElasticsearchEngine, index: IndexName) -> ReaderCursor:
    return ReaderCursor.objects.current(f"search {engine.prefix} {engine.indices.identity(index)}")


def _keep(engine: ElasticsearchEngine, index: IndexName, *, most: int | None = None) -> None:
    patience = WORK_SECONDS if most is None else SEARCH_SECONDS
    catch_up(engine.writing_to(index, seconds=patience), elasticsearch_cursor(engine, index), most=most)


def _next_rows(cursor: ReaderCursor) -> list[Row]:
    after = Placement.objects.after(version=cursor.version, id=cursor.placement_id)
    return list(after.values_list("version", "id", "item_id")[:ROWS])


def _pages(rows: list[Row]) -> Iterator[list[Row]]:
    """Cut where another item would be one too many."""
    page: list[Row] = []
    items: set[UUID] = set()
    for row in rows:
        if row[2] not in items and len(items) == ITEMS:
            yield page
            page, items = [], set()
        page.append(row)
        items.add(row[2])
    yield page
