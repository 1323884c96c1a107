"""A person decides that a task is not worth another attempt."""

from __future__ import annotations

import logging
from uuid import UUID

from federation.models import StoredTask, User
from federation.tenancy.tending import check_tends_tasks

logger = logging.getLogger(__name__)


def discard_task(task_id: UUID, *, user: User) -> bool:
    """Deletes one that is dead or waits; False where it is running, done or gone. The log keeps who did it."""
    check_tends_tasks(user)
    task = StoredTask.objects.resting().filter(pk=task_id).first()
    if task is None or not StoredTask.objects.resting().filter(pk=task_id).delete()[0]:
        return False
    logger.warning("%s discarded %s after %s attempts.", user, task, task.attempts)
    return True
