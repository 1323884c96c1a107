"""Whether tasks and scheduler are well, for people and for the monitoring."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from federation.models import StoredTask
from federation.task_health import TaskHealth, read_task_health

MOST = 20


class Command(BaseCommand):
    help = "Says what waits, what was given up and when each duty was last done. Exit code 1 where somebody must look."

    def handle(self, *args: Any, **options: Any) -> None:
        health = read_task_health()
        self.stdout.write(
            f"tasks: {health.waiting} waiting, {health.running} running, {health.retrying} to retry, {health.dead} dead"
        )
        for task in StoredTask.objects.dead().order_by("enqueued_at")[:MOST]:
            error = task.exception_class_path or "the process died"
            self.stdout.write(f"dead: {task}, {task.attempts} attempts, {error}")
        self._say_what_time_brings(health)
        if not health.is_well:
            raise SystemExit(1)

    def _say_what_time_brings(self, health: TaskHealth) -> None:
        if health.nobody_works:
            self.stdout.write("tasks: nobody takes what is due")
        self.stdout.write(f"scheduler: {'late, ' if health.scheduler_is_late else ''}last round {health.last_round}")
        for state in health.duties:
            notes = [note for note, holds in (("late", state.is_late), ("failing", state.is_failing)) if holds]
            done = state.run.succeeded_at or "never"
            self.stdout.write(f"duty {state.duty.name}: {', '.join([f'done {done}', *notes])}")
