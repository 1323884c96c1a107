"""Nothing that was asked for is lost: what failed or hangs is run again, later and later, until it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import uniform

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus as Status

from federation.models import StoredTask

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=4)  # with twelve attempts about half a day in all: a night without a server
KEPT = timedelta(days=1)  # what succeeded
AT_ONCE = 1_000  # rows of a kind at each tick


def tend_tasks(*, now: datetime | None = None) -> None:
    """Every change is conditional on what was read, so any number of schedulers may do this at once."""
    now = now or timezone.now()
    _take_back_what_hangs(now)
    for task in StoredTask.objects.to_retry().order_by("finished_at")[:AT_ONCE]:
        _try_again_later(task, now)
    old = StoredTask.objects.done().filter(finished_at__lt=now - KEPT).values_list("pk", flat=True)[:AT_ONCE]
    StoredTask.objects.filter(pk__in=list(old)).delete()


def delay_after(attempts: int) -> timedelta:
    """Twice as long each time, a quarter more or less, so that what failed together does not return together."""
    doubled: timedelta = FIRST_DELAY * 2 ** min(attempts - 1, 20)
    jitter: float = uniform(0.75, 1.25)  # noqa: S311 nothing secret
    return min(doubled, LONGEST_DELAY) * jitter


def _take_back_what_hangs(now: datetime) -> None:
    """A worker has no heartbeat; whoever needs more than `TASK_MINUTES` is taken for dead. An empty error says so."""
    hanging = StoredTask.objects.stuck(now - timedelta(minutes=settings.TASK_MINUTES))
    hanging.update(status=Status.FAILED, finished_at=now, exception_class_path="", traceback="")


def _try_again_later(task: StoredTask, now: datetime) -> None:
    unchanged = StoredTask.objects.failed().filter(pk=task.pk, finished_at=task.finished_at)
    unchanged.update(status=Status.READY, run_after=(task.finished_at or now) + delay_after(task.attempts))
