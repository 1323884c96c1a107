"""The engine on a real Elasticsearch: the contract, and what only a server far away can do wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from federation.models import Member
from search.engine.contract import EngineUnavailable, SearchQuery
from search.engine.elasticsearch import ElasticsearchEngine
from tests.search.engine_contract import EngineContract

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


class TestElasticsearchEngine(EngineContract):
    @pytest.fixture
    def engine(self, db: None) -> Iterator[ElasticsearchEngine]:
        engine = ElasticsearchEngine(os.environ["TESTS_ELASTICSEARCH_URL"], prefix=f"test{uuid4().hex}", seconds=30)
        engine.clear()
        yield engine
        engine.indices.drop(engine.indices.all())
        engine.close()

    def test_a_lost_index_makes_the_engine_unavailable_and_is_not_made_up(
        self, notice: Any, crema: Member, engine: ElasticsearchEngine, fill: Any
    ) -> None:
        target = engine.indices.serving()
        assert target is not None
        engine.indices.drop([target])
        late = engine.writing_to(target, seconds=30)
        for write in (lambda: late.remove({uuid4(): 1}), lambda: engine.remove({uuid4(): 1})):
            with pytest.raises(EngineUnavailable):
                write()
        with pytest.raises(EngineUnavailable):
            engine.search(SearchQuery("fibra", crema))
        assert engine.indices.all() == []
        late.close()
