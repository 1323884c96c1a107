"""What one transaction asks for is done after its commit: once, however often it asked, and whatever else fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from federation.models import StoredTask
from tests import errands
from tests.errands import run_errand
from tests.federation.conftest import Commit
from tests.interrupting import interrupted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tasks")]


def test_what_a_transaction_asks_for_twice_is_done_once(commit: Commit) -> None:
    with commit():
        first = run_errand.enqueue("pane")
        with transaction.atomic():
            assert run_errand.enqueue("pane").id == first.id
        run_errand.enqueue("latte")
    assert errands.done == ["pane", "latte"]
    with commit():
        run_errand.enqueue("pane")
    assert errands.done == ["pane", "latte", "pane"]


def test_what_an_undone_savepoint_asked_for_is_done_if_asked_for_again(commit: Commit) -> None:
    with commit():
        with interrupted(transaction.atomic()):
            run_errand.enqueue("pane")
        run_errand.enqueue("pane")
    assert errands.done == ["pane"]


def test_a_task_whose_row_is_gone_keeps_nothing_else_from_happening(commit: Commit) -> None:
    with commit():
        run_errand.enqueue("pane")
        StoredTask.objects.all().delete()
        run_errand.enqueue("latte")
    assert "latte" in errands.done


def test_a_worker_finds_one_row_for_what_a_transaction_asked_for_twice(
    outbox: None, clock: time_machine.Traveller
) -> None:
    for _ in range(2):
        run_errand.enqueue("pane")
        run_errand.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("pane")
    assert StoredTask.objects.count() == 2
