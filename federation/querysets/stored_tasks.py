"""Which tasks wait, hang or have been given up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import get_date_max

if TYPE_CHECKING:
    from federation.models import StoredTask  # noqa: F401 named in a string below


class StoredTaskQuerySet(QuerySet["StoredTask"]):
    def waiting(self) -> Self:
        """For their first run or for another one."""
        return self.filter(status=Status.READY)

    def untried(self) -> Self:
        return self.filter(**{self._attempted(1): True})

    def due(self, now: datetime) -> Self:
        """Those that a worker would take at `now`; the library's word for "at once" is the end of time."""
        return self.waiting().filter(Q(run_after=get_date_max(), enqueued_at__lte=now) | Q(run_after__lte=now))

    def running(self) -> Self:
        return self.filter(status=Status.RUNNING)

    def stuck(self, before: datetime) -> Self:
        """Claimed so long ago that the process is taken for dead."""
        return self.running().filter(started_at__lt=before)

    def done(self) -> Self:
        return self.filter(status=Status.SUCCESSFUL)

    def resting(self) -> Self:
        """Those in nobody's hands: dead, failed or waiting."""
        return self.filter(status__in=[Status.FAILED, Status.READY])

    def failed(self) -> Self:
        return self.filter(status=Status.FAILED)

    def dead(self) -> Self:
        """Given up after `TASK_ATTEMPTS`; nothing but a person's word moves them."""
        return self.failed().filter(**{self._attempted(settings.TASK_ATTEMPTS): False})

    def to_retry(self) -> Self:
        """Failed, and not given up yet."""
        return self.failed().filter(**{self._attempted(settings.TASK_ATTEMPTS): True})

    def pending(self) -> Self:
        """Those that will run without anybody's doing."""
        return self.waiting() | self.to_retry()

    def in_trouble(self) -> Self:
        """Dead ones, and those that failed and wait for another attempt; the dead first."""
        tried = self.waiting().filter(**{self._attempted(1): False})
        return (self.failed() | tried).order_by("status", "run_after", "pk")

    @staticmethod
    def _attempted(times: int) -> str:
        """The lookup that is False where there were so many attempts: each claim adds a name to `worker_ids`."""
        return f"worker_ids__{times - 1}__isnull"
