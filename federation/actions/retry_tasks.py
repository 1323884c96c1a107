"""A person has repaired the cause, or wants no more waiting: tasks run again at once, with all their attempts."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks.base import TaskResultStatus as Status

from federation.models import StoredTask, User
from federation.tenancy.tending import check_tends_tasks


def retry_tasks(task_id: UUID | None = None, *, user: User) -> int:
    """One that is dead or waits, or all that are dead; returns how many."""
    check_tends_tasks(user)
    chosen = StoredTask.objects.dead() if task_id is None else StoredTask.objects.resting().filter(pk=task_id)
    return chosen.update(status=Status.READY, run_after=timezone.now(), worker_ids=[])
