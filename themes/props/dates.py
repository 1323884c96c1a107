"""When an event takes place."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EventDates:
    """Aware datetimes, shown in the site's time zone. Without `end` the event is told by its start alone."""

    start: datetime
    end: datetime | None = None
    all_day: bool = False
