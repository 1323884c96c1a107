"""An Elasticsearch that is away: those who look after the installation learn it, and no save does."""

from __future__ import annotations

from typing import Any

import pytest

from federation.models import Member
from federation.scheduler import Scheduler
from federation.task_health import read_task_health
from search.breaker import elasticsearch_breaker
from search.indexer import follow
from search.tasks import follow_at_once
from tests.publishing import publish_news
from tests.search.conftest import results_of

pytestmark = pytest.mark.django_db


def test_the_duty_fails_and_says_so_and_the_task_after_a_save_does_not(crema: Member, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    publish_news(crema, title="Fibra")
    follow_at_once.call()
    elasticsearch_breaker.worked()
    Scheduler().tick()
    (failing,) = read_task_health().failing
    assert failing.duty.do is follow
    assert failing.run.reasons.startswith("Elasticsearch non risponde")
    assert [hit.title for hit in results_of("fibra", crema).hits] == ["Fibra"]
    settings.ELASTICSEARCH_URL = ""
    Scheduler().tick()
    assert not read_task_health().failing
