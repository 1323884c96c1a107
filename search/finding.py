"""Answers a search with the best engine that answers."""

from __future__ import annotations

import logging
from dataclasses import replace

from search.breaker import elasticsearch_breaker
from search.engine import database_engine, elasticsearch_engine
from search.engine.contract import EngineUnavailable, SearchEngine, SearchQuery, SearchResults

logger = logging.getLogger(__name__)


def find(query: SearchQuery) -> SearchResults:
    """From Elasticsearch where one is configured; from the database, `degraded`, while it is away.

    Where nothing has all the words, what has some of them is better than nothing (`any_word`).
    """
    engine = elasticsearch_engine()
    if engine is None:
        return _search(database_engine(), query)
    if not elasticsearch_breaker.is_open:
        try:
            results = _search(engine, query)
        except EngineUnavailable as error:
            elasticsearch_breaker.failed()
            logger.warning("Elasticsearch does not answer, the database does: %s", error)
        else:
            elasticsearch_breaker.worked()
            return results
    return replace(_search(database_engine(), query), degraded=True)


def _search(engine: SearchEngine, query: SearchQuery) -> SearchResults:
    results = engine.search(query)
    if results.total or query.any_word:
        return results
    results = engine.search(replace(query, any_word=True))
    return replace(results, any_word=bool(results.total))
