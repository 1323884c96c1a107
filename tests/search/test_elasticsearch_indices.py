"""Indices that are lost, rebuilt and swapped, and a server that is away for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from federation.duties import DutyFailed
from federation.models import Clock, Member, ReaderCursor
from federation.models.clock import new_epoch
from search.breaker import elasticsearch_breaker
from search.engine import database_engine, elasticsearch_engine
from search.indexer import build, follow, rebuild
from tests.publishing import publish_news
from tests.search.conftest import results_of

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.usefixtures("server")]
Found = Callable[[str, Member], list[str]]


def test_the_first_index_is_built_by_itself_and_until_then_the_database_answers(
    notice: Any, crema: Member, found: Found
) -> None:
    follow(most=50)
    assert results_of("fibra", crema).degraded
    elasticsearch_breaker.worked()
    assert found("fibra", crema) == ["Fibra a Crema"]
    assert not results_of("fibra", crema).degraded


def test_an_index_that_was_lost_is_built_anew(notice: Any, crema: Member, found: Found) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    engine = elasticsearch_engine()
    assert engine is not None
    engine.indices.drop(engine.indices.all())
    assert found("fibra", crema) == ["Fibra a Crema"]
    assert ReaderCursor.objects.filter(name__startswith="search test").count() == 1


def test_after_a_restore_there_is_a_new_index_because_numbers_repeat(notice: Any, crema: Member, found: Found) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    engine = elasticsearch_engine()
    assert engine is not None
    before = engine.indices.serving()
    Clock.objects.update(epoch=new_epoch())
    assert found("fibra", crema) == ["Fibra a Crema"]
    assert engine.indices.serving() != before
    assert len(engine.indices.all()) == 1


def test_a_rebuild_answers_at_every_moment_and_loses_no_change(
    notice: Any, crema: Member, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the new index is being filled, searches go to the old one, which follows what is published meanwhile."""
    assert found("fibra", crema) == ["Fibra a Crema"]
    engine = elasticsearch_engine()
    assert engine is not None
    old, promote = engine.indices.serving(), type(engine.indices).promote

    def promote_after_a_publication(indices: Any, index: Any) -> Any:
        publish_news(crema, title="Fibra durante")
        assert set(found("fibra", crema)) == {"Fibra a Crema", "Fibra durante"}
        assert indices.serving() == old
        return promote(indices, index)

    monkeypatch.setattr(type(engine.indices), "promote", promote_after_a_publication)
    rebuild()
    assert engine.indices.serving() != old
    assert engine.indices.all() == [engine.indices.serving()]
    assert set(found("fibra", crema)) == {"Fibra a Crema", "Fibra durante"}


def test_another_installation_on_the_same_cluster_is_left_alone(notice: Any, crema: Member, settings: Any) -> None:
    follow()
    mine = elasticsearch_engine()
    assert mine is not None
    settings.ELASTICSEARCH_PREFIX = f"{mine.prefix}-altro"
    other = elasticsearch_engine()
    assert other is not None
    build(other, epoch="")
    rebuild()
    assert len(mine.indices.all()) == len(other.indices.all()) == 1
    build(mine, epoch=Clock.objects.get().epoch, stamp="2")
    assert len(other.indices.all()) == 1
    other.indices.drop(other.indices.all())
    other.close()


def test_while_the_server_is_away_the_database_answers_and_the_index_catches_up(
    notice: Any, crema: Member, found: Found, settings: Any
) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    url = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    publish_news(crema, title="Fibra intanto")
    with pytest.raises(DutyFailed, match="Elasticsearch non risponde"):
        follow()
    follow(most=50)
    away = results_of("fibra", crema)
    assert away.degraded
    assert {hit.title for hit in away.hits} == {"Fibra a Crema", "Fibra intanto"}
    settings.ELASTICSEARCH_URL = url
    assert set(found("fibra", crema)) == {"Fibra a Crema", "Fibra intanto"}


def test_status_and_reindex_are_commands(notice: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search_status")
    assert "no index yet" in capsys.readouterr().out
    call_command("reindex")
    call_command("search_status")
    text = capsys.readouterr().out
    assert "database: 1 items, 0 changes behind" in text
    assert "elasticsearch: 1 items, 0 changes behind" in text
    assert database_engine().count() == 1
