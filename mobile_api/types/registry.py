"""From a row of the read model to its type in the schema."""

from __future__ import annotations

from typing import Any

from mobile_api.reading.comuni import Comune as ComuneRow
from mobile_api.types.comune import Comune
from mobile_api.types.event import Event
from mobile_api.types.news import News
from mobile_api.types.node import Node

CONTENT_TYPES: dict[str, Any] = {"news": News, "event": Event}

Node.types.update(CONTENT_TYPES)
Node.types[ComuneRow] = Comune
