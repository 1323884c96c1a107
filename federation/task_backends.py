"""Where tasks go: always into a row of the caller's own transaction (docs/adr/0010).

A rollback drops the row, a crash leaves it. Run it is after the commit: by a worker, or by this very process.
"""

from __future__ import annotations

import json
import logging
import os
import socket
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django_tasks.base import Task
from django_tasks_db import DatabaseBackend

LOOKED_THROUGH = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class RepeatableTask(Task[Any, Any]):
    """What `@task()` makes. It runs at least once: whatever it does may be done again.

    `label` is what the report calls it, in Italian.
    """

    label: Any = ""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """A task about something that was deleted in the meantime has nothing left to do."""
        try:
            return super().call(*args, **kwargs)
        except ObjectDoesNotExist as gone:
            if not (args or kwargs):
                raise
            logger.info("Nothing left to do for %s: %s", self.module_path, gone)


class WorkerBackend(DatabaseBackend):
    """For installations where `manage.py db_worker` runs beside the server.

    What a transaction asks for twice is done once: it runs after the commit, and sees all of it. (Wagtail asks for the
    same indexing at each save of a publication.)
    """

    task_class = RepeatableTask  # type: ignore[assignment]  # the stubs mean Django 6’s own Task

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        what = json.dumps(
            [task.module_path, task.priority, task.queue_name, task.run_after, args, kwargs],
            sort_keys=True,
            default=repr,
        )
        known = _asked_in_this_transaction(what)
        if known is not None:
            return known
        result: Any = super().enqueue(task, args, kwargs)
        claimed = self._claim(task, result)

        def follow() -> None:
            follow.asked = None  # type: ignore[attr-defined]  # the transaction of a test goes on
            if claimed is not None:
                run_claimed(claimed)

        follow.asked = (what, result)  # type: ignore[attr-defined]
        transaction.on_commit(follow, robust=True)
        return result

    def _claim(self, task: Any, result: Any) -> Any:
        """The worker will."""
        return None


class OnCommitBackend(WorkerBackend):
    """For those without: the same row, already claimed by this process, which runs it as soon as it is committed.

    What fails, and what a killed process left, is run again by the scheduler.
    """

    def _claim(self, task: Any, result: Any) -> Any:
        if task.run_after is not None:
            return None
        result.db_result.claim(process_name())
        return result.db_result


def _asked_in_this_transaction(what: str) -> Any:
    """The result of the same task; a rollback, also of a savepoint, forgets it. What is asked for twice is asked for
    soon, so that the last calls are enough, however much one transaction does."""
    for entry in transaction.get_connection().run_on_commit[-LOOKED_THROUGH:]:
        asked = getattr(entry[1], "asked", None)
        if asked and asked[0] == what:
            return asked[1]
    return None


def process_name() -> str:
    """Who claimed a task, for whoever reads the row later; the library allows 64 characters."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}"


def run_claimed(row: Any) -> None:
    """Runs a claimed task in this process, and writes down what came of it, as the library's worker does."""
    from django_tasks_db.management.commands.db_worker import Worker  # models are loaded only now

    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        max_tasks=1,
        backend_name="default",
        startup_delay=False,
        worker_id=process_name(),
    )
    worker.run_task(row)


def enqueue_once(task: Task[[], Any]) -> None:
    """For a task without arguments that wakes somebody: one that still waits will do, however often it is asked for.

    To be called after the commit that it tells of; a task that is already running might not see it, and is no reason.
    """
    from federation.models import StoredTask  # models are loaded only now

    if not StoredTask.objects.pending().filter(task_path=task.module_path).exists():
        task.enqueue()
