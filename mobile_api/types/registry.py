"""From a row of the read model to its type in the schema."""

from __future__ import annotations

from typing import Any

from mobile_api.reading.comuni import Comune as ComuneRow
from mobile_api.types.comune import Comune
from mobile_api.types.event import Event
from mobile_api.types.news import News

CONTENT_TYPES: dict[str, Any] = {"news": News, "event": Event}


def type_of(row: Any) -> Any:
    """The type of a content by its kind, or Comune."""
    return Comune if isinstance(row, ComuneRow) else CONTENT_TYPES[row.type]
