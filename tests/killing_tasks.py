"""Kills and stops processes that run tasks, and checks that nothing is lost.

`python -m tests.killing_tasks` on the database of DATABASE_URL, which must be empty. Processes are forked.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings
from django.utils import timezone

import tests.environment  # noqa: F401 sets what Django reads next

FOR_EVER = 600.0
PATIENCE = 30.0  # seconds
ROWS = 200
SAVES = 50
LONGEST_WAIT = 5.0  # of an editor's save beside a worker, on a busy machine


def main() -> None:
    """Ends with an exception when something was lost."""
    call_command("migrate", verbosity=0)
    for scenario in (
        a_worker_is_killed,
        a_process_without_worker_is_killed_after_its_commit,
        a_process_is_killed_before_its_commit,
        a_worker_is_told_to_stop,
        an_editor_saves_beside_a_busy_worker,
    ):
        with tempfile.TemporaryDirectory() as folder:
            said = scenario(Path(folder) / "trace")
        sys.stdout.write(f"{scenario.__name__}: {said}\n")


def a_worker_is_killed(trace: Path) -> str:
    with where_there_is(worker=True):
        enqueue(trace, takes=FOR_EVER)
        with forked(work) as victim:
            wait_until(lambda: lines(trace) == ["begun"])
            os.kill(victim, signal.SIGKILL)
        time_passes()
        with forked(work) as worker:
            wait_until(lambda: lines(trace) == ["begun", "begun", "done"])
            stop(worker)
    return outcome()


def a_process_without_worker_is_killed_after_its_commit(trace: Path) -> str:
    with where_there_is(worker=False):
        with forked(lambda: enqueue(trace, takes=FOR_EVER)) as victim:
            wait_until(lambda: lines(trace) == ["begun"])
            os.kill(victim, signal.SIGKILL)
        time_passes()
        with forked(lambda: call_command("scheduler")) as scheduler:
            wait_until(lambda: lines(trace) == ["begun", "begun", "done"])
            stop(scheduler)
    return outcome()


def a_process_is_killed_before_its_commit(trace: Path) -> str:
    from federation.models import StoredTask

    def never_commit() -> None:
        with transaction.atomic():
            enqueue(trace, takes=0)
            trace.write_text("enqueued\n")
            time.sleep(FOR_EVER)

    StoredTask.objects.all().delete()
    for worker in (True, False):
        with where_there_is(worker=worker), forked(never_commit) as victim:
            wait_until(lambda: lines(trace) == ["enqueued"])
            os.kill(victim, signal.SIGKILL)
        trace.unlink()
        assert not StoredTask.objects.exists(), "a transaction that never was left a task"
    return "no row"


def a_worker_is_told_to_stop(trace: Path) -> str:
    """It ends what it has begun, and takes nothing new."""
    with where_there_is(worker=True):
        for _ in range(2):
            enqueue(trace, takes=1.0)
        with forked(work) as worker:
            wait_until(lambda: lines(trace) == ["begun"])
            stop(worker)
        assert lines(trace) == ["begun", "done"]
    return outcome(waiting=1)


def an_editor_saves_beside_a_busy_worker(trace: Path) -> str:
    """SQLite lets one write at a time: the worker must leave room."""
    from federation.models import DutyRun, StoredTask
    from tests.errands import run_errand

    StoredTask.objects.all().delete()
    waits = []
    with where_there_is(worker=True):
        for number in range(ROWS):
            run_errand.enqueue(str(number))
        with forked(work) as worker:
            for _ in range(SAVES):
                began = time.monotonic()
                with transaction.atomic():
                    DutyRun.objects.succeeded("an editor's save", now=timezone.now())
                    waits.append(time.monotonic() - began)
                    time.sleep(0.02)
            wait_until(lambda: StoredTask.objects.done().count() == ROWS)
            stop(worker)
    assert max(waits) < LONGEST_WAIT, waits
    return f"{SAVES} saves beside {ROWS} tasks, the longest wait {max(waits) * 1000:.0f} ms"


# --- processes ----------------------------------------------------------------------------------------------


def work() -> None:
    call_command("db_worker", interval=0.1, startup_delay=False, verbosity=0)


@contextmanager
def where_there_is(*, worker: bool) -> Iterator[None]:
    backend = "WorkerBackend" if worker else "OnCommitBackend"
    with override_settings(
        TASK_WORKER=worker, TASKS={"default": {"BACKEND": f"federation.task_backends.{backend}"}}, SCHEDULER_SECONDS=1
    ):
        yield


@contextmanager
def forked(do: Callable[[], object]) -> Iterator[int]:
    """A process that does it; nothing is left of it afterwards."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            do()
            status = 0
        except SystemExit as told:
            status = int(told.code or 0)
        finally:
            os._exit(status)
    try:
        yield pid
    finally:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def stop(pid: int) -> None:
    """As a supervisor does, and it must end by itself, well."""
    os.kill(pid, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def enqueue(trace: Path, *, takes: float) -> None:
    from tests.errands import leave_a_trace

    with transaction.atomic():
        leave_a_trace.enqueue(str(trace), first_takes=takes)


def time_passes() -> None:
    """Until the process is taken for dead, and until the next attempt."""
    from federation.actions.tend_tasks import tend_tasks
    from federation.models import StoredTask

    assert StoredTask.objects.running().count() == 1
    tend_tasks(now=timezone.now() + timedelta(minutes=16))
    assert StoredTask.objects.waiting().update(run_after=timezone.now()) == 1


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def lines(trace: Path) -> list[str]:
    return trace.read_text().splitlines() if trace.exists() else []


def outcome(*, waiting: int = 0) -> str:
    """What the tables say in the end; they are emptied for the next scenario."""
    from federation.models import StoredTask

    assert StoredTask.objects.waiting().count() == waiting
    assert not StoredTask.objects.running().exists()
    attempts = [task.attempts for task in StoredTask.objects.done()]
    assert len(attempts) == 1
    StoredTask.objects.all().delete()
    return f"done, {attempts[0]} attempts"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    django.setup()
    main()
