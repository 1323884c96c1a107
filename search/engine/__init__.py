"""The engines behind one contract; `ELASTICSEARCH_URL` alone decides whether there is a second one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from search.engine.database import DatabaseEngine
    from search.engine.elasticsearch import ElasticsearchEngine


def database_engine() -> DatabaseEngine:
    """Always there, and always kept up to date: it answers when nobody else does."""
    from search.engine.database import DatabaseEngine

    return DatabaseEngine()


def elasticsearch_engine() -> ElasticsearchEngine | None:
    """None where no server is configured."""
    if not settings.ELASTICSEARCH_URL:
        return None
    return _elasticsearch_engine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)


@lru_cache(maxsize=8)
def _elasticsearch_engine(url: str, prefix: str) -> ElasticsearchEngine:
    from search.engine.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, prefix=prefix)
