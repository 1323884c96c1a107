"""What happens by time alone: scheduled publishing and expiry, offers that fall due, the nightly repair."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.db.models import Min
from django.utils import timezone
from wagtail.models import Revision

from federation.actions.accept_due import accept_due
from federation.actions.reconcile import reconcile

logger = logging.getLogger(__name__)
RECONCILE_HOUR = 3


_duties: list[Callable[[], object]] = []


def register_duty(duty: Callable[[], object]) -> None:
    """A port for the packages above: `duty` runs at every tick. It must be repeatable, and may fail."""
    if duty not in _duties:
        _duties.append(duty)


class Scheduler:
    """Every duty is repeatable, so that any number of schedulers may run, and one may die at any point."""

    def __init__(self, *, now: Callable[[], datetime] = timezone.now) -> None:
        self._now = now
        self._next_reconcile = self._following_night(now())

    def run(self, stop: Event) -> None:
        """Until `stop` is set."""
        while not stop.wait(self.pause()):
            close_old_connections()
            self.tick()

    def pause(self) -> float:
        """Seconds until the next tick: `SCHEDULER_SECONDS`, or fewer where a page goes live before."""
        now = self._now()
        try:
            scheduled = Revision.page_revisions.filter(approved_go_live_at__gt=now)
            moment = scheduled.aggregate(first=Min("approved_go_live_at"))["first"]
        except DatabaseError:
            moment = None
        seconds = float(settings.SCHEDULER_SECONDS)
        return min(seconds, (moment - now).total_seconds()) if moment else seconds

    def tick(self) -> None:
        """Does what is due; the failure of one duty is logged and hinders no other."""
        self._do(lambda: call_command("publish_scheduled"))
        self._do(accept_due)
        for duty in _duties:
            self._do(duty)
        if self._now() >= self._next_reconcile:
            self._next_reconcile = self._following_night(self._now())
            self._do(self._reconcile)

    def _reconcile(self) -> None:
        for difference in reconcile():
            logger.warning("Reconciled: %s", difference)

    def _do(self, duty: Callable[[], object]) -> None:
        try:
            duty()
        except Exception:
            logger.exception("A scheduled duty failed; it is tried again in %s s.", settings.SCHEDULER_SECONDS)

    @staticmethod
    def _following_night(now: datetime) -> datetime:
        night = timezone.localtime(now).replace(hour=RECONCILE_HOUR, minute=0, second=0, microsecond=0)
        return night if night > now else night + timedelta(days=1)
