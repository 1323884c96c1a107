"""Many people at work at the same moment, each in a thread with a connection of its own, and readers beside them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any

from django.db import connections

from federation.models import Placement
from federation.models.clock import clock_moved
from federation.refusal import ActionRefused

PAGE_SIZE = 3  # small, so that one commit's rows fall on several pages
Job = Callable[[Random], object]


@dataclass
class Outcome:
    """What came of it. `retried`: deadlocks that the middleware hid from the caller. `numbers`: as announced."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    retried: int = 0
    numbers: list[int] = field(default_factory=list)


class Reader:
    """Follows the placements by the cursor (version, id), as an indexer or a device does."""

    def __init__(self) -> None:
        self.cursor = (0, 0)
        self.seen: dict[int, tuple[int, bool]] = {}
        self.titles: set[str] = set()

    def read_page(self) -> bool:
        """Whether there was anything."""
        version, pk = self.cursor
        rows = list(Placement.objects.after(version=version, id=pk)[:PAGE_SIZE])
        for row in rows:
            self.seen[row.pk] = (row.version, row.shown)
            self.titles.add(row.title_shown)
            self.cursor = (row.version, row.pk)
        return bool(rows)

    def read_all(self) -> None:
        while self.read_page():
            pass

    def missed(self) -> list[str]:
        """What the table says and this reader does not know, after it has read to the end."""
        self.read_all()
        rows = Placement.objects.filter(version__gt=0)
        return [
            f"placement {row.pk}: {self.seen.get(row.pk)} instead of {(row.version, row.shown)}"
            for row in rows
            if self.seen.get(row.pk) != (row.version, row.shown)
        ]


def work_together(jobs: dict[str, Job], *, times: int, seed: int, readers: list[Reader]) -> Outcome:
    """Each job `times` times in its own thread; readers read from the first moment to the last."""
    outcome = Outcome()
    done = Event()
    people = [
        Thread(target=_work, args=(name, job, times, Random(f"{seed}/{name}"), outcome)) for name, job in jobs.items()
    ]
    following = [Thread(target=_follow, args=(reader, done, outcome)) for reader in readers]
    with _listening(outcome):
        for thread in [*following, *people]:
            thread.start()
        for thread in people:
            thread.join()
        done.set()
        for thread in following:
            thread.join()
    return outcome


def in_thread(job: Callable[[], object], failures: list[BaseException]) -> Thread:
    """Starts one job with a connection of its own; what it raises is put on the list."""

    def run() -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 the test decides what it means
            failures.append(error)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def _work(name: str, job: Job, times: int, random: Random, outcome: Outcome) -> None:
    try:
        for _ in range(times):
            try:
                job(random)
                outcome.done[name] += 1
            except ActionRefused:
                outcome.refused[name] += 1
            except Exception as error:  # noqa: BLE001 every error of a caller is counted
                outcome.errors.append(f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}")
    finally:
        connections.close_all()


def _follow(reader: Reader, done: Event, outcome: Outcome) -> None:
    try:
        while not done.is_set():
            if not reader.read_page():
                done.wait(0.002)
    except Exception as error:  # noqa: BLE001
        outcome.errors.append(f"reader: {error!r}")
    finally:
        connections.close_all()


@contextmanager
def _listening(outcome: Outcome) -> Iterator[None]:
    class Retries(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            outcome.retried += "deadlock" in record.getMessage()

    def note_number(seq: int, **kwargs: Any) -> None:
        outcome.numbers.append(seq)

    logger = logging.getLogger("federation.middleware.unit_of_work")
    handler = Retries()
    logger.addHandler(handler)
    clock_moved.connect(note_number)
    try:
        yield
    finally:
        clock_moved.disconnect(note_number)
        logger.removeHandler(handler)
