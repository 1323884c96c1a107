"""What the demonstration has loaded once is written in Wagtail's log, which keeps what was deleted, renamed or moved.

By it a later `make demo` knows what to leave alone, and a history tells where a thing came from.
"""

from __future__ import annotations

from typing import Literal

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

ACTION = "demo.load"

Kind = Literal["notice", "channel", "association", "account"]


def loaded_keys(kind: Kind) -> set[str]:
    """In the data files' own words."""
    model = PageLogEntry if kind == "notice" else ModelLogEntry
    entries = model.objects.filter(action=ACTION, data__kind=kind)
    return set(entries.values_list("data__key", flat=True))


def note_loaded(kind: Kind, key: str, instance: Model) -> None:
    """To be called in the unit of work that made it, or found it there from before the log was asked."""
    log(instance, ACTION, data={"kind": kind, "key": key})
