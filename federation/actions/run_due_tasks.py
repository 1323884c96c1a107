"""The scheduler is the worker of an installation that has none: it runs what is due again."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from django.conf import settings
from django.utils import timezone
from django_tasks_db.utils import exclusive_transaction

from federation.models import StoredTask
from federation.task_backends import process_name, run_claimed

LONGEST_SECONDS = 5.0  # then the other duties have their turn, and a process that is told to stop may stop


def run_due_tasks() -> None:
    """One after another, the library's worker its own way; where there is such a worker, nothing."""
    end = monotonic() + LONGEST_SECONDS
    while not settings.TASK_WORKER and monotonic() < end and (task := _claim_next(timezone.now())):
        run_claimed(task)


def _claim_next(now: datetime) -> StoredTask | None:
    """Nobody else gets the same attempt: its row is locked, or on SQLite the whole database, for this one change."""
    with exclusive_transaction():
        task = StoredTask.objects.due(now).select_for_update(skip_locked=True).first()
        if task is not None:
            task.claim(process_name())
    return task
