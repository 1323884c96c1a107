"""An item and its row on each member's site, as the model knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


@dataclass
class Row:
    """One item on one member's site. `copy` is the member's own page that stands there since it detached the item."""

    decision: str
    available: bool = True
    ended: bool = False  # for this member alone: unsubscribed, or not addressed any more
    slug: str = ""  # given when it is first shown
    due: datetime | None = None
    explanation: str = ""
    title: str = ""  # the member's own, where it has one; so the next three
    note: str = ""
    picture: int | None = None
    pinned: bool = False
    copy: int | None = None

    @property
    def shown(self) -> bool:
        return self.available and self.decision == "accepted"


@dataclass
class Notice:
    """One item as it was published last. `pictures` are numbered."""

    owner: str
    kind: str
    title: str
    slug: str
    day: date
    channels: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    obligation: str = ""
    picture: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    expires: datetime | None = None
    first_published: datetime | None = None
    live: bool = False
    deleted: bool = False
    private: str = ""  # what it asks for: password, login
    was_public: bool = False
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def published(self) -> datetime:
        """What lists order by: news by the editor's date, at the hour of the first publication."""
        assert self.first_published is not None
        local = self.first_published.astimezone(ROME)
        return local if self.kind == "event" else datetime.combine(self.day, local.time(), tzinfo=ROME)

    def is_over(self, now: datetime) -> bool:
        assert self.starts is not None
        return self.ends <= now if self.ends else self.starts.astimezone(ROME).date() < now.astimezone(ROME).date()

    def expired(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now
