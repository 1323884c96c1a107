"""What happens when the clock moved: pictures follow, after the commit and never inside a transaction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from federation.pictures.following import follow
from federation.task_backends import enqueue_once

AT_ONCE = 4  # images, of about a second each: more than a notice has, and the scheduler does the rest


@task(label=_("Immagini dei siti"))
def follow_at_once() -> None:
    follow(most=AT_ONCE)


def on_clock_moved(**kwargs: Any) -> None:
    """Receiver of `clock_moved`. When it fails, the scheduler goes on from the same cursor."""
    enqueue_once(follow_at_once)
