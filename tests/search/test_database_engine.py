"""The engine in the database: the contract, and what it sees by itself."""

from __future__ import annotations

from typing import Any

import pytest

from federation.actions.withdraw import withdraw
from federation.models import Member
from search.engine.database import DatabaseEngine
from search.models import SearchDocument
from tests.search.engine_contract import EngineContract

pytestmark = pytest.mark.django_db


class TestDatabaseEngine(EngineContract):
    @pytest.fixture
    def engine(self, db: None) -> DatabaseEngine:
        return DatabaseEngine()

    def test_what_is_withdrawn_is_gone_before_the_index_hears_of_it(
        self, notice: Any, crema: Member, fill: Any, titles: Any
    ) -> None:
        fill()
        withdraw(notice.pk, user=None)
        assert titles("fibra", crema) == []

    def test_the_full_text_follows_the_table(self, notice: Any, crema: Member, fill: Any, titles: Any) -> None:
        fill()
        SearchDocument.objects.filter(title="Fibra a Crema").update(title_words="dirigibile", title_stems="dirigibil")
        assert titles("dirigibile", crema) == ["Fibra a Crema"]
        SearchDocument.objects.all().delete()
        assert titles("dirigibile", crema) == []
