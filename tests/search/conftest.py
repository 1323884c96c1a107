"""Search without waiting: what a test publishes is followed when it says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from federation.models import Member
from search.breaker import elasticsearch_breaker
from search.engine import elasticsearch_engine
from search.engine.contract import SearchQuery, SearchResults
from search.finding import find
from search.indexer import follow


@pytest.fixture(autouse=True)
def _no_server_unless_asked_for(settings: Any) -> Iterator[None]:
    settings.ELASTICSEARCH_URL = ""
    elasticsearch_breaker.worked()
    yield
    elasticsearch_breaker.worked()


@pytest.fixture
def server(settings: Any) -> Iterator[None]:
    """A real Elasticsearch with nothing of ours on it."""
    settings.ELASTICSEARCH_URL = os.environ["TESTS_ELASTICSEARCH_URL"]
    settings.ELASTICSEARCH_PREFIX = f"test{uuid4().hex}"
    engine = elasticsearch_engine()
    assert engine is not None
    yield
    engine.indices.drop(engine.indices.all())
    engine.close()


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine_name(request: pytest.FixtureRequest, db: None) -> str:
    """The test runs on each engine."""
    if request.param == "elasticsearch":
        request.getfixturevalue("server")
    return str(request.param)


@pytest.fixture
def found() -> Callable[[str, Member], list[str]]:
    """Titles of what a site finds, once the readers have come to the end; never by the reserve engine."""

    def search(text: str, member: Member) -> list[str]:
        follow()
        if engine := elasticsearch_engine():
            engine.refresh()
        results = results_of(text, member)
        assert not results.degraded
        return [hit.title for hit in results.hits]

    return search


def results_of(text: str, member: Member) -> SearchResults:
    return find(SearchQuery(text, member))
