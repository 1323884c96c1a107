"""Tasks that only wake a reader: however often somebody asks, one that waits is enough."""

from __future__ import annotations

from typing import Any

import pytest

from federation.actions.run_due_tasks import run_due_tasks
from federation.models import Member, StoredTask
from federation.task_backends import enqueue_once
from tests.errands import look_at_nothing
from tests.federation.conftest import Commit
from tests.publishing import publish_news

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tasks")]


def test_a_wake_up_that_still_waits_is_not_asked_for_twice(outbox: None, commit: Commit, settings: Any) -> None:
    settings.TASK_ATTEMPTS = 1
    for _ in range(50):
        with commit():
            enqueue_once(look_at_nothing)
    assert StoredTask.objects.count() == 1
    run_due_tasks()
    with commit():
        enqueue_once(look_at_nothing)
    assert StoredTask.objects.waiting().count() == 1, "one that is dead wakes nobody"


def test_saves_without_a_worker_leave_one_wake_up_of_the_search_index(
    outbox: None, commit: Commit, crema: Member
) -> None:
    for number in range(5):
        with commit():
            publish_news(crema, title=f"Avviso {number}")
    assert StoredTask.objects.filter(task_path="search.tasks.follow_at_once").count() == 1
    run_due_tasks()
    assert not StoredTask.objects.pending().exists()


def test_saves_while_elasticsearch_is_away_leave_nothing_waiting(commit: Commit, crema: Member, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    for number in range(3):
        with commit():
            publish_news(crema, title=f"Avviso {number}")
    assert not StoredTask.objects.pending().exists()
