"""Tasks for the tests of tasks: they remember, fail, miss what was deleted, or hang until their process is killed."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task
from wagtail.models import Page

SECRET = "password=segretissima"

done: list[str] = []
broken: set[str] = set()


@task(label="Commissione")
def run_errand(what: str) -> None:
    """Done, unless it is broken."""
    if what in broken:
        raise ZeroDivisionError(SECRET)
    done.append(what)


@task()
def look_at(app_label: str, model_name: str, pk: str) -> None:
    done.append(Page.objects.get(pk=pk).title)


@task()
def look_at_nothing() -> None:
    Page.objects.get(pk=0)


@task()
def leave_a_trace(path: str, *, first_takes: float) -> None:
    """Writes when it begins and when it has done; the first attempt takes so many seconds."""
    with Path(path).open("a") as trace:
        trace.write("begun\n")
    if Path(path).read_text() == "begun\n":
        time.sleep(first_takes)
    with Path(path).open("a") as trace:
        trace.write("done\n")
