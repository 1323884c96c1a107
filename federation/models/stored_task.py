"""A task as a row: the table of django-tasks-db, with our verbs and the right to look after it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from federation.querysets.stored_tasks import StoredTaskQuerySet


class StoredTask(DBTaskResult[..., Any]):
    """READY → RUNNING → SUCCESSFUL or FAILED; a failed one is READY again, later, until it is dead.

    An attempt is a claim: `worker_ids` grows by one. Arguments are shown to nobody, they may hold credentials.
    """

    objects = StoredTaskQuerySet.as_manager()  # type: ignore[assignment,misc]  # ours has more verbs

    wagtail_reference_index_ignore = True

    class Meta:
        proxy = True
        default_permissions = ()
        permissions = [("tend_tasks", _("Può vedere e ritentare i lavori in sospeso"))]
        verbose_name = _("lavoro in sospeso")
        verbose_name_plural = _("lavori in sospeso")

    def __str__(self) -> str:
        return f"{self.task_path} {self.pk}"

    @property
    def attempts(self) -> int:
        return len(self.worker_ids)

    @property
    def is_dead(self) -> bool:
        return self.status == Status.FAILED and self.attempts >= settings.TASK_ATTEMPTS
