"""What happens by time alone: scheduled publishing and expiry, offers that fall due, tasks, the nightly repair.

Pages and lists that change by time need no duty: what is visible is asked with the moment of the request, and a cached
answer holds until its `valid_until`. A duty only follows up. There are two lanes, so that a page that is due never
waits for a thousand pictures or for a server that hangs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

from django.conf import settings
from django.db import Error, close_old_connections, connections
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from federation.actions.accept_due import accept_due
from federation.actions.forget_sign_ins import forget_sign_ins
from federation.actions.publish_scheduled import publish_scheduled
from federation.actions.reconcile import reconcile
from federation.actions.run_due_tasks import run_due_tasks
from federation.actions.tend_tasks import tend_tasks
from federation.duties import Duty, DutyFailed, register_duty, registered_duties
from federation.models import DutyRun, Placement
from federation.pictures.following import follow as follow_pictures
from federation.pictures.healing import heal as heal_pictures
from federation.ports import Listed

logger = logging.getLogger(__name__)
NIGHT_HOUR = 3


def register_duties() -> None:
    """Called once, when the application is ready, before those of the packages above."""
    register_duty(publish_scheduled, label=_("Pubblicazioni e scadenze programmate"), prompt=True)
    register_duty(accept_due, label=_("Offerte accettate a scadenza"), prompt=True)
    register_duty(tend_tasks, label=_("Nuovi tentativi dei lavori non riusciti"), prompt=True)
    register_duty(run_due_tasks, label=_("Lavori da rifare"))
    register_duty(follow_pictures, label=_("Immagini dei siti"))
    register_duty(reconcile_and_log, label=_("Controllo notturno dei siti"), nightly=True)
    register_duty(forget_sign_ins, label=_("Sessioni e tentativi di accesso scaduti"), nightly=True)
    register_duty(heal_pictures, label=_("Controllo notturno delle immagini"), nightly=True)


def reconcile_and_log() -> None:
    """Raises `DutyFailed` with the pages that could not be compared."""
    differences = reconcile()
    for difference in differences:
        if difference.healed:
            logger.warning("Reconciled: %s", difference)
    if failures := [difference.failure for difference in differences if difference.failure]:
        raise DutyFailed(failures)


class Scheduler:
    """Every duty is repeatable, so that any number of schedulers may run, and one may die at any point."""

    def __init__(self, *, now: Callable[[], datetime] = timezone.now) -> None:
        self._now = now

    def run(self, stop: Event) -> None:
        """Both lanes beside each other, at once and then after every pause, until `stop` is set; a duty that has begun
        is ended. Where one lane dies, the other ends, too, and the error is raised: half a scheduler would not be seen.
        """
        with ThreadPoolExecutor(max_workers=2) as threads:
            lanes = [threads.submit(self._run_lane, stop, prompt=prompt) for prompt in (True, False)]
        for lane in lanes:
            lane.result()

    def pause(self, *, since: datetime | None = None) -> float:
        """Seconds until the next turn of the prompt duties: `SCHEDULER_SECONDS`, or fewer where a page goes live or
        expires before, or an offer falls due. What did so after `since`, when the last turn began, it may have missed.
        """
        now = self._now()
        try:
            moments = _next_moments(since or now)
        except Error:  # of the database: the duties say so
            moments = []
        seconds = [(moment - now).total_seconds() for moment in moments]
        return max(0.0, min([float(settings.SCHEDULER_SECONDS), *seconds]))

    def tick(self, stop: Event | None = None) -> None:
        """Does what is due, of both lanes; the failure of one duty is logged and hinders no other."""
        self._do_all(registered_duties(), stop)

    def _run_lane(self, stop: Event, *, prompt: bool) -> None:
        try:
            while not stop.is_set():
                close_old_connections()
                begun = self._now()
                self._do_all((duty for duty in registered_duties() if duty.prompt is prompt), stop)
                stop.wait(self.pause(since=begun) if prompt else settings.SCHEDULER_SECONDS)
        finally:
            stop.set()
            connections.close_all()

    def _do_all(self, duties: Iterable[Duty], stop: Event | None) -> None:
        for duty in duties:
            if stop is None or not stop.is_set():
                self._do(duty)

    def _do(self, duty: Duty) -> None:
        try:
            if duty.nightly and not self._begins_tonight(duty):
                return
            self._do_and_note(duty)
        except DutyFailed as error:  # a line each: the trace is in the report, and it may fail at every turn
            for reason in error.reasons:
                logger.error("The duty %s left undone: %s", duty.name, reason)  # noqa: TRY400
        except Exception:  # the failure of one duty hinders no other
            logger.exception("The duty %s failed; its next turn will see to it.", duty.name)

    def _do_and_note(self, duty: Duty) -> None:
        try:
            duty.do()
        except Exception as error:
            reasons = error.reasons if isinstance(error, DutyFailed) else ()
            DutyRun.objects.failed(duty.name, error, now=self._now(), reasons=reasons)
            raise
        DutyRun.objects.succeeded(duty.name, now=self._now())

    def _begins_tonight(self, duty: Duty) -> bool:
        now = self._now()
        return DutyRun.objects.begin(duty.name, now=now, unless_since=_last_night(now))


def _next_moments(after: datetime) -> list[datetime]:
    """The first of each kind, where there is one."""
    live = Revision.page_revisions.filter(approved_go_live_at__gt=after).aggregate(first=Min("approved_go_live_at"))
    expired = Page.objects.type(Listed).filter(live=True, expire_at__gt=after).aggregate(first=Min("expire_at"))
    accepted = Placement.objects.waiting().filter(due_at__gt=after).aggregate(first=Min("due_at"))
    return [found["first"] for found in (live, expired, accepted) if found["first"] is not None]


def _last_night(now: datetime) -> datetime:
    night = timezone.localtime(now).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)
