"""Loads the demonstration, step by step, and serves it with the production server and the scheduler beside it."""

from __future__ import annotations

import signal
import sys
from contextlib import nullcontext
from io import StringIO
from subprocess import Popen
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from cms.demo.actions.load_members import load_members
from cms.demo.actions.load_notices import load_notices
from cms.demo.server import is_free, serving, working
from federation.scheduler import Scheduler


class Command(BaseCommand):
    help = "Safe to repeat and to interrupt: it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--load-only", action="store_true", help="Load the data and do not serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["load_only"] and not is_free(settings.PORT):
            raise CommandError(f"Port {settings.PORT} is taken by another program. Choose another: make demo PORT=8001")
        try:
            self._load()
        except KeyboardInterrupt:
            raise CommandError("Stopped. `make demo` goes on from here.") from None
        if not options["load_only"]:
            self._serve()

    def _load(self) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self._step("Database", lambda: call_command("migrate", verbosity=0))
        if settings.S3_BUCKET:
            self._step("Bucket", lambda: call_command("bucket_policy", apply=True, stdout=StringIO()))
        self._step("Static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
        self._count("Sites", load_members)
        self._count("Notices", load_notices)

    def _step(self, name: str, do: Any) -> None:
        self.stdout.write(f"{name} … ", ending="")
        self.stdout.flush()
        do()
        self.stdout.write("ready")

    def _count(self, name: str, load: Any) -> None:
        number = 0
        for number, title in enumerate(load(), start=1):
            self.stdout.write(f"\r\033[K{name}: {number} {title}" if sys.stdout.isatty() else "", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r\033[K{name}: {number}" if sys.stdout.isatty() else f"{name}: {number}")

    def _serve(self) -> None:
        connections.close_all()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with working() if settings.TASK_WORKER else nullcontext(), serving(settings.PORT) as server:
            self.stdout.write(f"\nhttp://localhost:{settings.PORT}/   (Ctrl-C ends it)")
            self.stdout.flush()
            Thread(target=_stop_with, args=(server, stop), daemon=True).start()
            Scheduler().run(stop)


def _stop_with(server: Popen[bytes], stop: Event) -> None:
    """Without the server there is nothing to look at."""
    server.wait()
    stop.set()
