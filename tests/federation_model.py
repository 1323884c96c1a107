"""What the sites should show, told once more in the simplest words: the table of docs/adr/0004 without a database."""

from __future__ import annotations

from dataclasses import dataclass, field

MODES = ("off", "review", "automatic")


@dataclass
class Row:
    """One item on one member's site."""

    decision: str
    available: bool = True
    ended: bool = False  # for this member alone: unsubscribed, or not addressed any more
    title: str = ""  # the member's own, where it has one

    @property
    def shown(self) -> bool:
        return self.available and self.decision == "accepted"


@dataclass
class Notice:
    """One item. `copy_of` names the item that a member detached into this one."""

    owner: str
    title: str
    channels: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    obligation: str = "recommended"
    live: bool = True
    deleted: bool = False
    copy_of: int | None = None
    rows: dict[str, Row] = field(default_factory=dict)


@dataclass
class FederationModel:
    """`subscriptions`: (member, channel) → (mode, accepts duty)."""

    active: set[str]
    duty_channels: set[str]
    subscriptions: dict[tuple[str, str], tuple[str, bool]]
    notices: dict[int, Notice] = field(default_factory=dict)

    def shown(self) -> set[tuple[str, int, str]]:
        """(member, item, title) of everything that every site shows."""
        return {
            (member, key, row.title or notice.title)
            for key, notice in self.notices.items()
            for member, row in notice.rows.items()
            if row.shown
        }

    def publish(self, key: int) -> None:
        notice = self.notices[key]
        notice.live = True
        notice.rows.setdefault(notice.owner, Row("accepted")).available = True
        for member in self.active - {notice.owner}:
            row = notice.rows.get(member)
            if not self._addressed(notice, member):
                if row and row.available:
                    row.available, row.ended = False, True
            elif row is None:
                if decision := self._first_decision(notice, member):
                    notice.rows[member] = Row(decision)
            elif not row.ended or self._first_decision(notice, member):
                row.available, row.ended = True, False
                if self.is_duty(notice, member) and row.decision in ("declined", "offered"):
                    row.decision = "accepted"

    def withdraw(self, key: int, *, deleted: bool = False) -> None:
        notice = self.notices[key]
        notice.live, notice.deleted = False, deleted
        for row in notice.rows.values():
            row.available = False

    def unsubscribe(self, member: str, channel: str) -> None:
        """With «also remove»: what reached the member by this channel alone."""
        for notice in self.notices.values():
            row = notice.rows.get(member)
            if row is None or member == notice.owner or not row.available or row.decision == "detached":
                continue
            mode, accepts = self._arrival(notice, member)
            reached = self._addressed(notice, member) and (mode != "off" or accepts)
            if channel in notice.channels and not reached:
                row.available, row.ended = False, True

    def leave(self, member: str) -> None:
        self.active.discard(member)
        for key, notice in self.notices.items():
            if notice.owner == member:
                self.withdraw(key, deleted=True)
            elif row := notice.rows.get(member):
                row.available = False

    def is_duty(self, notice: Notice, member: str) -> bool:
        return notice.obligation == "duty" and self._addressed(notice, member) and self._arrival(notice, member)[1]

    def _addressed(self, notice: Notice, member: str) -> bool:
        narrowed_out = bool(notice.members) and member not in notice.members
        return bool(notice.channels or notice.members) and not narrowed_out

    def _arrival(self, notice: Notice, member: str) -> tuple[str, bool]:
        if not notice.channels:
            return "review", False
        found = {channel: self.subscriptions.get((member, channel), ("off", False)) for channel in notice.channels}
        mode = max((mode for mode, _ in found.values()), key=MODES.index)
        return mode, any(accepts for channel, (_, accepts) in found.items() if channel in self.duty_channels)

    def _first_decision(self, notice: Notice, member: str) -> str | None:
        mode, accepts = self._arrival(notice, member)
        if notice.obligation == "duty" and accepts:
            return "accepted"
        return {"automatic": "accepted", "review": "offered", "off": None}[mode]
