"""Which of the page types the app can read today. A new one is a row here, and a type in `types/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.models import EventPage, NewsPage
from federation.ports import Syndicated


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is `item_kind`; `feature` is what a comune's `features` call it."""

    name: str
    type_name: str
    model: Any
    feature: str

    @property
    def is_syndicated(self) -> bool:
        """The others travel by no channel."""
        return issubclass(self.model, Syndicated)


NEWS = Kind("news", "News", NewsPage, "news")
EVENT = Kind("event", "Event", EventPage, "events")
KINDS = (NEWS, EVENT)
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
KINDS_BY_TYPE = {kind.type_name: kind for kind in KINDS}
