"""Which of the page types the app can read today. A new one is a row here, and a type in `types/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.models import EventPage, NewsPage
from federation.ports import Syndicated


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is `item_kind`; `fields` are columns of the page type that the rows of lists carry."""

    name: str
    type_name: str
    model: Any
    fields: tuple[str, ...] = ()

    @property
    def is_syndicated(self) -> bool:
        """The others travel by no channel."""
        return issubclass(self.model, Syndicated)

    @property
    def columns(self) -> tuple[str, ...]:
        """As a query on placements names them."""
        relation = f"page__{self.model._meta.model_name}"
        return tuple(f"{relation}__{field}" for field in ("summary", "image_id", *self.fields))


NEWS = Kind("news", "News", NewsPage)
EVENT = Kind("event", "Event", EventPage, ("start", "end", "place", "address", "cost"))
KINDS = (NEWS, EVENT)
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
KINDS_BY_TYPE = {kind.type_name: kind for kind in KINDS}
