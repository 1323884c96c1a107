"""Loads the demonstration, step by step, and serves it with the production server and the scheduler beside it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from cms.demo.actions.load_members import load_members
from cms.demo.actions.load_notices import load_notices
from federation.scheduler import Scheduler

SERVER = [  # one program, several workers, loopback only
    "--interface",
    "wsgi",
    "--host",
    "127.0.0.1",
    "--workers",
    "2",
    "--blocking-threads",
    "8",
    "--no-ws",
    "--log-level",
    "warning",
]


class Command(BaseCommand):
    help = "Safe to repeat and to interrupt: it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--load-only", action="store_true", help="Load the data and do not serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["load_only"]:
            self._check_port()
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self._step("Database", lambda: call_command("migrate", verbosity=0))
        self._step("Static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
        self._count("Sites", load_members)
        self._count("Notices", load_notices)
        if not options["load_only"]:
            self._serve()

    def _check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", settings.PORT))
            except OSError:
                raise CommandError(
                    f"Port {settings.PORT} is taken by another program. Choose another: make demo PORT=8001"
                ) from None

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
        server = subprocess.Popen(  # noqa: S603 our own program with our own arguments
            [sys.executable, "-m", "granian", *SERVER, "--port", str(settings.PORT), "cms.wsgi:application"]
        )
        self.stdout.write(f"\nhttp://localhost:{settings.PORT}/   (Ctrl-C ends it)")
        self.stdout.flush()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        scheduler = Scheduler()
        try:
            while server.poll() is None and not stop.wait(settings.SCHEDULER_SECONDS):
                scheduler.tick()
        finally:
            server.terminate()
            server.wait(timeout=20)
