"""What the people who receive do in a random history, and how members come and go."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.subscribe import subscribe
from federation.actions.take_from_catalogue import take_from_catalogue
from federation.models import Item, Member, Mode
from tests.conftest import new_member
from tests.whole.history import CHANNELS, COMUNI, History, NotNow, pick, step
from tests.whole.model import MODES
from tests.whole.phone import Phone
from tests.whole.sites import Site


class Receiving(History):
    """Refusals are not asked for: they have tests of their own."""

    @step(which=pick)
    def accept(self, which: int) -> None:
        key, member = self._one_of(self._undetached(), which)
        accept(self.placement(key, member).pk, user=None)
        self.world.accept(key, member)

    @step(which=pick)
    def decline(self, which: int) -> None:
        key, member = self._one_of(self._declinable(), which)
        decline(self.placement(key, member).pk, user=None)
        row = self.world.notices[key].rows[member]
        row.decision, row.due = "declined", None

    @step(which=pick, title=st.booleans(), note=st.booleans(), picture=st.sampled_from([None, 0, 1]), pin=st.booleans())
    def override(self, which: int, title: bool, note: bool, picture: int | None, pin: bool) -> None:
        key, member = self._one_of(self._undetached(), which)
        row = self.world.notices[key].rows[member]
        row.title = self.title() if title else ""
        row.note = f"Nota {self.number}" if note else ""
        row.picture, row.pinned = picture, pin
        changes = Overrides(
            title=row.title,
            note=row.note,
            image=self.pictures[picture].pk if picture is not None else None,
            pinned=pin,
        )
        override(self.placement(key, member).pk, overrides=changes, user=None)

    @step(3, which=pick)
    def detach(self, which: int) -> None:
        key, member = self._one_of(self._shown(), which)
        page = detach(self.placement(key, member).pk, user=None).specific
        copy_key = len(self.world.notices)
        self.world.detach(key, member, copy_key=copy_key, copy_slug=page.slug, now=self.now)
        self.touched, self.pages[copy_key] = copy_key, page

    @step(which=pick)
    def reattach(self, which: int) -> None:
        key, member = self._one_of(self._detached(), which)
        copy = self.world.notices[key].rows[member].copy
        reattach(self.placement(key, member).pk, user=None)
        if copy is not None:
            self.pages[copy].refresh_from_db()
            self.scheduled.pop(copy, None)
        self.world.reattach(key, member)

    @step(which=pick)
    def take(self, which: int) -> None:
        key, member = self._one_of(self._in_catalogue(), which)
        item = Item.objects.get(page_id=self.pages[key].pk)
        take_from_catalogue(item.pk, member=self.members[member], user=None)
        self.world.take(key, member)

    @step(member=st.sampled_from(COMUNI), channel=st.sampled_from(CHANNELS), mode=st.sampled_from(MODES),
          accepts=st.booleans(), also_remove=st.booleans())  # fmt: skip
    def subscribe(self, member: str, channel: str, mode: str, accepts: bool, also_remove: bool) -> None:
        if member not in self.world.palettes:
            raise NotNow
        subscribe(
            self.members[member],
            self.channels[channel],
            mode=Mode(mode),
            accepts_duty=accepts,
            also_remove=also_remove,
            user=None,
        )
        self.world.subscribe(member, channel, mode, accepts_duty=accepts, also_remove=also_remove)

    @step(1, mode=st.sampled_from(["automatic", "review"]))
    def join(self, mode: str) -> None:
        if "dovera" in self.members:
            raise NotNow
        member = new_member("dovera", mode=Mode(mode))
        self.members["dovera"] = Member.objects.select_related("site__root_page").get(pk=member.pk)
        self.sites["dovera"] = Site("dovera.localhost")
        self.phones.append(Phone(["dovera", "izano"]))
        self.world.palettes["dovera"] = "blu"
        for channel in CHANNELS:
            self.world.subscriptions["dovera", channel] = (mode, channel in self.world.duty_channels)

    @step(1, member=st.sampled_from(["crema", "offanengo", "dovera"]))
    def leave(self, member: str) -> None:
        if member not in self.world.palettes or self.number < 8 or len(self.world.palettes) < 4:
            raise NotNow
        leave(Member.objects.get(slug=member), on=date(2026, 3, 31))
        self.world.leave(member)

    def _one_of(self, pairs: list[tuple[int, str]], which: int) -> tuple[int, str]:
        self.touched, member = self.one_of(pairs, which)
        return self.touched, member

    def _undetached(self) -> list[tuple[int, str]]:
        return [(key, member) for key, member in self.received() if self._decision(key, member) != "detached"]

    def _declinable(self) -> list[tuple[int, str]]:
        pairs = self._undetached()
        return [(key, member) for key, member in pairs if not self.world.is_duty(self.world.notices[key], member)]

    def _shown(self) -> list[tuple[int, str]]:
        return [
            (key, member)
            for key, member in self.received()
            if self.world.notices[key].rows[member].shown and self._lasts(key)
        ]

    def _detached(self) -> list[tuple[int, str]]:
        return [
            (key, member)
            for key, member in self.received()
            if self._decision(key, member) == "detached"
            if self.world.notices[key].rows[member].available and self._lasts(key)
        ]

    def _in_catalogue(self) -> list[tuple[int, str]]:
        """Addressed to members that do not have it, or removed it."""
        return [
            (key, member)
            for key in self.existing(live=True)
            for member in sorted(self.world.palettes)
            if self._can_take(key, member)
        ]

    def _can_take(self, key: int, member: str) -> bool:
        notice = self.world.notices[key]
        row = notice.rows.get(member)
        has_it = row is not None and (row.available or row.decision == "detached")
        sent = notice.owner in notice.rows and notice.rows[notice.owner].available
        return member != notice.owner and sent and not has_it and self.world.addressed(notice, member)

    def _lasts(self, key: int) -> bool:
        return not self.world.notices[key].expired(self.now)

    def _decision(self, key: int, member: str) -> str:
        return self.world.notices[key].rows[member].decision
