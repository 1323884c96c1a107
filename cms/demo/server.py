"""The demonstration's processes: granian, as in production, on loopback only; and a worker where one is asked for."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

START_SECONDS = 60
STOP_SECONDS = 20
OPTIONS = (
    *("--interface", "wsgi", "--host", "127.0.0.1"),
    *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error"),
    *("--workers-kill-timeout", "3"),  # a worker that is told to stop while it starts does not hear it
)


def is_free(port: int) -> bool:
    """Whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Yields once the server answers; leaves nothing behind."""
    server = subprocess.Popen(  # noqa: S603 our own program with our own arguments
        [sys.executable, "-m", "granian", *OPTIONS, "--port", str(port), "cms.wsgi:application"],
        start_new_session=True,  # Ctrl-C reaches only us: granian hangs when a worker gets two signals
    )
    try:
        _wait_until_it_answers(server, port)
        yield server
    finally:
        _end(server)


@contextmanager
def working() -> Iterator[None]:
    """A worker beside us, for the time of the block."""
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--verbosity", "0"], start_new_session=True)
    try:
        yield
    finally:
        _end(worker)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
