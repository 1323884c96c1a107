"""Whether tasks and scheduler are well: the same answer for the report, the admin's home and the monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from federation.duties import Duty, registered_duties
from federation.models import DutyRun, StoredTask

A_NIGHT = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class DutyState:
    """A duty and its last run."""

    duty: Duty
    run: DutyRun
    is_late: bool

    @property
    def is_failing(self) -> bool:
        """Whether it has failed since it last succeeded."""
        failed, succeeded = self.run.failed_at, self.run.succeeded_at
        return failed is not None and (succeeded is None or failed > succeeded)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskHealth:
    """`waiting` is for the first attempt, `retrying` for another one; `nobody_works`: what is due is left lying."""

    waiting: int
    running: int
    retrying: int
    dead: int
    nobody_works: bool
    last_round: datetime | None
    scheduler_is_late: bool
    duties: tuple[DutyState, ...]

    @property
    def failing(self) -> list[DutyState]:
        return [state for state in self.duties if state.is_failing]

    @property
    def late(self) -> list[DutyState]:
        """Those whose turn does not come, or does not end: a lane hangs while the other goes on."""
        return [state for state in self.duties if state.is_late]

    @property
    def is_well(self) -> bool:
        return not (self.dead or self.nobody_works or self.scheduler_is_late or self.late or self.failing)


def read_task_health(*, now: datetime | None = None) -> TaskHealth:
    now = now or timezone.now()
    patience = max(timedelta(minutes=5), timedelta(seconds=10 * settings.SCHEDULER_SECONDS))
    runs = {run.name: run for run in DutyRun.objects.all()}
    duties = tuple(_state(duty, runs.get(duty.name), now, patience) for duty in registered_duties())
    rounds = [moment for state in duties for moment in (state.run.succeeded_at, state.run.failed_at) if moment]
    last_round = max(rounds, default=None)
    tasks = StoredTask.objects
    dead = tasks.dead().count()
    return TaskHealth(
        waiting=tasks.waiting().untried().count(),
        running=tasks.running().count(),
        retrying=tasks.in_trouble().count() - dead,
        dead=dead,
        nobody_works=tasks.due(now - patience).exists(),
        last_round=last_round,
        scheduler_is_late=last_round is None or last_round < now - patience,
        duties=duties,
    )


def _state(duty: Duty, run: DutyRun | None, now: datetime, patience: timedelta) -> DutyState:
    """A duty that fails is not late: it had its turn. A nightly one counts from when it was first heard of."""
    run = run or DutyRun(name=duty.name)
    turns = [moment for moment in (run.begun_at, run.succeeded_at, run.failed_at) if moment]
    if duty.nightly:
        done = run.succeeded_at or run.begun_at
        return DutyState(duty, run, is_late=done is not None and done < now - A_NIGHT)
    return DutyState(duty, run, is_late=not turns or max(turns) < now - patience)
