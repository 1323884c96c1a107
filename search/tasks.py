"""What happens when the clock moved: the indexes follow, after the commit and never inside a transaction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from federation.task_backends import enqueue_once
from search.indexer import follow

AT_ONCE = 50  # documents; what one editor's save brings is one, and the scheduler does the rest


@task(label=_("Indici della ricerca"))
def follow_at_once() -> None:
    follow(most=AT_ONCE)


def on_clock_moved(**kwargs: Any) -> None:
    """Receiver of `clock_moved`. When it fails, the scheduler goes on from the same cursor."""
    enqueue_once(follow_at_once)
