"""Keeps a log readable while something that every request needs is away."""

from __future__ import annotations

import logging
import time

SECONDS = 60


class OncePerMinute(logging.Filter):
    """Lets one record through a minute, in each process; the outage is what is news, not every request in it."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now < self._silent_until:
            return False
        self._silent_until = now + SECONDS
        return True
