"""When each duty of the scheduler was last done and last failed, so that a dead scheduler is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from traceback import format_exception

from django.db import models
from django.db.models import Q


class DutyRunQuerySet(models.QuerySet["DutyRun"]):
    def begin(self, name: str, *, now: datetime, unless_since: datetime) -> bool:
        """Claims a duty that is done once a night: False where it was begun after `unless_since`, by whomever.

        A duty that is new begins with the next night.
        """
        _, created = self.get_or_create(name=name, defaults={"begun_at": now})
        before = Q(begun_at__lt=unless_since) | Q(begun_at=None)
        return not created and bool(self.filter(before, name=name).update(begun_at=now))

    def succeeded(self, name: str, *, now: datetime) -> None:
        self._write(DutyRun(name=name, succeeded_at=now), "succeeded_at")

    def failed(self, name: str, error: Exception, *, now: datetime, reasons: Sequence[str] = ()) -> None:
        """`reasons` are read by everybody who looks after the installation, the traceback by superusers."""
        run = DutyRun(name=name, failed_at=now, error_class=type(error).__qualname__[:200])
        run.traceback = "".join(format_exception(error))
        run.reasons = "\n".join(reasons)
        self._write(run, "failed_at", "error_class", "traceback", "reasons")

    def _write(self, run: DutyRun, *fields: str) -> None:
        """One statement, whoever else writes the same row."""
        self.bulk_create([run], update_conflicts=True, unique_fields=["name"], update_fields=fields)


class DutyRun(models.Model):
    """One row a duty. What is said of its last failure stays until the next one."""

    name = models.CharField(max_length=100, primary_key=True)
    begun_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error_class = models.CharField(max_length=200, default="")
    traceback = models.TextField(default="")
    reasons = models.TextField(default="")  # a sentence a line

    objects = DutyRunQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name}: {self.succeeded_at}"
