"""Tasks: rows of the caller's transaction, tried again later and later, given up in the open, never lost (ADR 0010)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.conf import settings as current
from django.db import connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus as Status

from federation.actions.run_due_tasks import run_due_tasks
from federation.actions.tend_tasks import LONGEST_DELAY, delay_after, tend_tasks
from federation.models import StoredTask
from tests import errands
from tests.errands import look_at, look_at_nothing, run_errand
from tests.federation.conftest import Commit
from tests.interrupting import interrupted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tasks")]


def the_task() -> StoredTask:
    return StoredTask.objects.get()


def wait_for_the_next_attempt(clock: time_machine.Traveller) -> timedelta:
    """Lets the scheduler plan it, and shows that nothing happens a second before; returns how long it was."""
    tend_tasks()
    planned = the_task()
    before = timezone.now()
    clock.move_to(planned.run_after - timedelta(seconds=1))
    run_due_tasks()
    assert the_task().attempts == planned.attempts
    clock.move_to(planned.run_after)
    return planned.run_after - before


# --- where there is no worker -----------------------------------------------------------------------------


def test_a_task_runs_at_once_after_the_commit_and_its_row_says_so(commit: Commit) -> None:
    with commit():
        run_errand.enqueue("pane")
        assert (the_task().status, errands.done) == (Status.RUNNING, [])
    assert (the_task().status, errands.done) == (Status.SUCCESSFUL, ["pane"])


def test_a_failing_task_is_tried_later_and_later_and_then_given_up(
    commit: Commit, clock: time_machine.Traveller, settings: Any
) -> None:
    settings.TASK_ATTEMPTS = 6
    errands.broken.add("pane")
    with commit():
        run_errand.enqueue("pane")
    delays = []
    while not the_task().is_dead:
        delays.append(wait_for_the_next_attempt(clock))
        run_due_tasks()
    assert len(delays) == 5
    assert delays == sorted(delays)
    assert delays[-1] > 8 * delays[0]
    clock.shift(timedelta(days=30))
    tend_tasks()
    run_due_tasks()
    assert the_task().attempts == 6
    assert list(StoredTask.objects.dead()) == [the_task()]


def test_a_task_that_succeeds_at_the_third_attempt_leaves_no_trouble(
    commit: Commit, clock: time_machine.Traveller
) -> None:
    errands.broken.add("pane")
    with commit():
        run_errand.enqueue("pane")
    wait_for_the_next_attempt(clock)
    run_due_tasks()
    assert list(StoredTask.objects.in_trouble()) == [the_task()]
    wait_for_the_next_attempt(clock)
    errands.broken.clear()
    run_due_tasks()
    assert (errands.done, the_task().attempts) == (["pane"], 3)
    assert not StoredTask.objects.in_trouble().exists()


def test_delays_grow_to_a_few_hours_and_no_two_are_alike() -> None:
    assert timedelta(seconds=22) < delay_after(1) < timedelta(seconds=38)
    assert delay_after(1_000) <= LONGEST_DELAY * 1.25
    assert len({delay_after(3) for _ in range(10)}) == 10
    assert sum((delay_after(n) for n in range(1, current.TASK_ATTEMPTS)), timedelta()) > timedelta(hours=9)


def test_what_a_killed_process_left_is_taken_back_and_counts_as_an_attempt(clock: time_machine.Traveller) -> None:
    """The transaction was committed; what should have run after it never did."""
    run_errand.enqueue("pane")
    clock.shift(timedelta(minutes=current.TASK_MINUTES - 1))
    tend_tasks()
    assert the_task().status == Status.RUNNING
    clock.shift(timedelta(minutes=2))
    tend_tasks()
    clock.shift(timedelta(minutes=1))
    run_due_tasks()
    assert (errands.done, the_task().attempts) == (["pane"], 2)


def test_a_task_that_kills_its_process_every_time_is_given_up(clock: time_machine.Traveller, settings: Any) -> None:
    settings.TASK_ATTEMPTS = 3
    run_errand.enqueue("pane")
    for _ in range(5):
        clock.shift(timedelta(minutes=current.TASK_MINUTES + 1))
        tend_tasks()
        clock.shift(timedelta(minutes=10))
        for claimed in StoredTask.objects.due(timezone.now()):
            claimed.claim("a process that dies")
    assert the_task().is_dead
    assert the_task().attempts == 3


def test_a_task_for_later_waits_for_its_hour(commit: Commit, clock: time_machine.Traveller) -> None:
    with commit():
        run_errand.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("pane")
    run_due_tasks()
    assert errands.done == []
    clock.shift(timedelta(hours=1))
    run_due_tasks()
    assert errands.done == ["pane"]


def test_a_task_about_what_was_deleted_is_done(commit: Commit) -> None:
    with commit():
        look_at.enqueue("wagtailcore", "page", "0")
    assert the_task().status == Status.SUCCESSFUL


def test_a_task_that_was_given_nothing_to_look_at_has_failed(commit: Commit) -> None:
    with commit():
        look_at_nothing.enqueue()
    assert the_task().status == Status.FAILED


# --- both -------------------------------------------------------------------------------------------------


def test_a_rollback_drops_the_row_where_there_is_no_worker() -> None:
    with interrupted(transaction.atomic()):
        run_errand.enqueue("pane")
        assert StoredTask.objects.count() == 1
    assert not StoredTask.objects.exists()


def test_a_rollback_drops_the_row_where_there_is_a_worker(outbox: None) -> None:
    with interrupted(transaction.atomic()):
        run_errand.enqueue("pane")
        assert StoredTask.objects.count() == 1
    run_due_tasks()
    assert (errands.done, StoredTask.objects.count()) == ([], 0)


def test_where_there_is_a_worker_the_scheduler_leaves_the_work_to_it(outbox: None, settings: Any) -> None:
    settings.TASK_WORKER = True
    run_errand.enqueue("pane")
    run_due_tasks()
    assert (the_task().status, errands.done) == (Status.READY, [])


def test_a_poisonous_task_dies_and_stops_nobody(outbox: None, clock: time_machine.Traveller, settings: Any) -> None:
    settings.TASK_ATTEMPTS = 3
    for what in ("primo", "secondo"):
        run_errand.enqueue(what)
        clock.shift(timedelta(seconds=1))
    row = the_task_of("primo")
    for poison in ({"task_path": "tests.errands.since_deleted"}, {"task_path": "tests.errands.SECRET"}):
        StoredTask.objects.create(
            args_kwargs=row.args_kwargs, backend_name="default", run_after=timezone.now(), **poison
        )
    run_errand.enqueue("troppi", "argomenti")
    run_errand.enqueue("terzo")
    for _ in range(4):
        run_due_tasks()
        tend_tasks()
        clock.shift(timedelta(hours=1))
    assert errands.done == ["primo", "secondo", "terzo"]
    assert StoredTask.objects.dead().count() == 3
    assert {task.exception_class_path.rpartition(".")[2] for task in StoredTask.objects.dead()} == {
        "ImportError", "SuspiciousOperation", "TypeError",
    }  # fmt: skip


def test_what_succeeded_is_forgotten_after_a_day_and_what_is_dead_is_not(
    commit: Commit, clock: time_machine.Traveller, settings: Any
) -> None:
    settings.TASK_ATTEMPTS = 1
    errands.broken.add("pane")
    for what in ("pane", "latte"):
        with commit():
            run_errand.enqueue(what)
    clock.shift(timedelta(days=2))
    tend_tasks()
    assert the_task().is_dead


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_schedulers_never_run_the_same_attempt(clock: time_machine.Traveller) -> None:
    errands.broken.update(str(number) for number in range(30))
    for number in range(30):
        run_errand.enqueue(str(number))
    for attempts in (2, 3):
        at_once(4, tend_tasks)
        clock.shift(timedelta(hours=1))
        at_once(4, run_due_tasks)
        assert {task.attempts for task in StoredTask.objects.all()} == {attempts}
    errands.broken.clear()
    tend_tasks()
    clock.shift(timedelta(hours=1))
    at_once(4, run_due_tasks)
    assert sorted(errands.done, key=int) == [str(number) for number in range(30)]


def at_once(number: int, do: Callable[[], object]) -> None:
    """In so many threads, each with a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def the_task_of(what: str) -> StoredTask:
    return next(task for task in StoredTask.objects.all() if task.args_kwargs["args"] == [what])
