"""Runs the scheduler as a process of its own; any number may run beside each other."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from federation.scheduler import Scheduler


class Command(BaseCommand):
    help = "Does what is due by time: publishing, expiry, offers, tasks, the nightly repair. Ends on SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Scheduler().run(stop)
