"""The task backend of an installation without a worker: at once, but never inside the transaction.

django-tasks' own immediate backend runs inside: on PostgreSQL one failing task aborts the editor's whole save.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class OnCommitBackend(ImmediateBackend):
    """Runs each task after commit; a rollback drops it, and its failure harms nothing but itself."""

    def _execute_task(self, task_result: Any) -> None:
        run = super()._execute_task

        def execute() -> None:
            run(task_result)

        transaction.on_commit(execute, robust=True)
