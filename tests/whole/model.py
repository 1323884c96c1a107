"""What should be true, told once more in the simplest words: docs/adr/0004 and 0005 without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.whole.notices import Notice, Row

OFFER = timedelta(days=14)
MODES = ("off", "review", "automatic")
SECTIONS = {"news": "/novita/notizie/", "event": "/vivere-il-comune/eventi/"}


@dataclass
class World:
    """`palettes` has the active members; `subscriptions`: (member, channel) → (mode, accepts duty); `files` says how
    often each picture's file was replaced; `former`: (member, path) → the notice that stood there."""

    palettes: dict[str, str]
    duty_channels: set[str]
    subscriptions: dict[tuple[str, str], tuple[str, bool]]
    files: list[int] = field(default_factory=list)
    notices: dict[int, Notice] = field(default_factory=dict)
    former: dict[tuple[str, str], int] = field(default_factory=dict)

    # --- the sender ------------------------------------------------------------------------------------------------

    def publish(self, key: int, now: datetime) -> None:
        """Also whatever else makes its placements anew: privacy taken off, a picture replaced."""
        notice = self.notices[key]
        notice.live, notice.first_published = True, notice.first_published or now
        if notice.owner not in self.palettes or notice.expired(now):
            self._retire(notice)
            return
        own = notice.rows.setdefault(notice.owner, Row("accepted", available=False))
        self._follow_page(key, own)
        if notice.private:
            self._retire(notice)
            return
        own.available, own.explanation, notice.was_public = True, "", True
        for member in sorted(self.palettes.keys() - {notice.owner}):
            self._place_on(notice, member, now)

    def retire(self, key: int, *, explanation: str = "", deleted: bool = False) -> None:
        """Withdrawn, unpublished, expired, deleted."""
        notice = self.notices[key]
        notice.live, notice.deleted = False, notice.deleted or deleted
        self._retire(notice, explanation=explanation)
        if deleted:
            for other in self.notices.values():
                for row in other.rows.values():
                    row.copy = None if row.copy == key else row.copy

    def restrict(self, key: int, kind: str, now: datetime) -> None:
        notice = self.notices[key]
        notice.private = kind
        if notice.live:
            self.publish(key, now)

    def expire(self, now: datetime) -> list[int]:
        """What the scheduler does first."""
        expired = [key for key, notice in self.notices.items() if notice.live and notice.expired(now)]
        for key in expired:
            self.retire(key)
        return expired

    def accept_due(self, now: datetime) -> None:
        """What it does last."""
        for key, notice in self.notices.items():
            for member, row in notice.rows.items():
                if row.decision == "offered" and row.available and row.due and row.due <= now:
                    self.accept(key, member)

    # --- the receiver ----------------------------------------------------------------------------------------------

    def accept(self, key: int, member: str) -> None:
        row = self.notices[key].rows[member]
        row.decision, row.due = "accepted", None
        self._give_slug(self.notices[key], member)

    def take(self, key: int, member: str) -> None:
        """From the catalogue."""
        row = self.notices[key].rows.setdefault(member, Row("accepted"))
        row.decision, row.available, row.ended = "accepted", True, False
        self._give_slug(self.notices[key], member)

    def detach(self, key: int, member: str, *, copy_key: int, copy_slug: str, now: datetime) -> None:
        """The copy takes over the address, and all that redirects there."""
        source, row = self.notices[key], self.notices[key].rows[member]
        self.notices[copy_key] = Notice(
            member, source.kind, row.title or source.title, copy_slug, source.day, picture=source.picture,
            starts=source.starts, ends=source.ends, expires=source.expires, first_published=now, live=True,
            was_public=True,
        )  # fmt: skip
        self.notices[copy_key].rows[member] = Row("accepted")
        row.decision, row.copy = "detached", copy_key
        self._hand_over(key, copy_key, member)

    def reattach(self, key: int, member: str) -> None:
        row = self.notices[key].rows[member]
        row.decision = "accepted"
        if row.copy is not None:
            self.retire(row.copy)
            if self.notices[row.copy].rows[member].slug:
                self._hand_over(row.copy, key, member)
        row.copy = None
        self._give_slug(self.notices[key], member)

    def subscribe(self, member: str, channel: str, mode: str, *, accepts_duty: bool, also_remove: bool) -> None:
        self.subscriptions[member, channel] = (mode, accepts_duty)
        for notice in self.notices.values() if mode == "off" else ():
            row = notice.rows.get(member)
            if row is None or member == notice.owner or not row.available or row.decision == "detached":
                continue
            if channel in notice.channels and not self.first_decision(notice, member):
                row.due = None
                if also_remove:
                    row.available, row.ended = False, True

    def leave(self, member: str) -> None:
        del self.palettes[member]
        for notice in self.notices.values():
            if notice.owner == member:
                self._retire(notice)
            elif row := notice.rows.get(member):
                row.available = False

    # --- what the rules say ----------------------------------------------------------------------------------------

    def is_duty(self, notice: Notice, member: str) -> bool:
        return notice.obligation == "duty" and self.addressed(notice, member) and self._arrival(notice, member)[1]

    def addressed(self, notice: Notice, member: str) -> bool:
        narrowed_out = bool(notice.members) and member not in notice.members
        return member in self.palettes and bool(notice.channels or notice.members) and not narrowed_out

    def first_decision(self, notice: Notice, member: str) -> str | None:
        if not self.addressed(notice, member):
            return None
        mode, accepts = self._arrival(notice, member)
        if notice.obligation == "duty" and accepts:
            return "accepted"
        return {"automatic": "accepted", "review": "offered", "off": None}[mode]

    def path(self, notice: Notice, member: str) -> str:
        return f"{SECTIONS[notice.kind]}{notice.rows[member].slug}/"

    def _arrival(self, notice: Notice, member: str) -> tuple[str, bool]:
        if not notice.channels:
            return "review", False
        found = {channel: self.subscriptions.get((member, channel), ("off", False)) for channel in notice.channels}
        mode = max((mode for mode, _ in found.values()), key=MODES.index)
        return mode, any(accepts for channel, (_, accepts) in found.items() if channel in self.duty_channels)

    def _place_on(self, notice: Notice, member: str, now: datetime) -> None:
        row, decision = notice.rows.get(member), self.first_decision(notice, member)
        if not self.addressed(notice, member):
            if row and row.available:
                row.available, row.ended, row.explanation = False, True, ""
            return
        if row is None:
            if decision is None:
                return
            waits = decision == "offered" and notice.obligation != "optional"
            row = notice.rows[member] = Row(decision, due=now + OFFER if waits else None)
        elif row.ended and decision is None:
            return
        row.available, row.ended, row.explanation = True, False, ""
        if self.is_duty(notice, member) and row.decision in ("declined", "offered"):
            row.decision, row.due = "accepted", None
        self._give_slug(notice, member)

    def _retire(self, notice: Notice, *, explanation: str = "") -> None:
        for row in notice.rows.values():
            if row.available or not row.ended:
                row.available, row.explanation = False, explanation or row.explanation

    def _give_slug(self, notice: Notice, member: str) -> None:
        row = notice.rows[member]
        if row.decision == "accepted" and not row.slug:
            row.slug = self._free_slug(notice, member)

    def _free_slug(self, notice: Notice, member: str) -> str:
        others = [other for other in self.notices.values() if other.kind == notice.kind]
        taken = {other.rows[member].slug for other in others if member in other.rows}
        numbered = [notice.slug, *(f"{notice.slug}-{number}" for number in range(2, 99))]
        return next(slug for slug in numbered if slug not in taken)

    def _follow_page(self, key: int, own: Row) -> None:
        """The owner's address follows its page, and leaves a redirect."""
        notice = self.notices[key]
        if own.slug == notice.slug or notice.slug in _numbered(own.slug) or own.slug in _numbered(notice.slug):
            return
        before, own_path = own.slug, self.path(notice, notice.owner)
        own.slug = self._free_slug(notice, notice.owner)
        self.former.pop((notice.owner, self.path(notice, notice.owner)), None)
        if before:
            self.former[notice.owner, own_path] = key

    def _hand_over(self, giver: int, taker: int, member: str) -> None:
        rows = self.notices[giver].rows[member], self.notices[taker].rows[member]
        rows[1].slug, rows[0].slug = rows[0].slug, ""
        for address, key in self.former.items():
            if key == giver and address[0] == member:
                self.former[address] = taker


def _numbered(slug: str) -> tuple[str, ...]:
    """What a slug is the numbered form of: `lavori` for `lavori-2`."""
    word, _, number = slug.rpartition("-")
    return (word,) if number.isdigit() else ()
