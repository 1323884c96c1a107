"""Random histories of a small federation, compared with the model after every step."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.subscribe import subscribe
from federation.actions.withdraw import withdraw
from federation.models import Channel, Member, Mode, Placement
from federation.unit_of_work import unit_of_work
from tests.crowd import Reader
from tests.federation_model import MODES, FederationModel, Notice, Row
from tests.publishing import publish_news, republish

CHANNELS = ("banda", "allerta")
RECEIVERS = ("crema", "izano", "offanengo")
MOST_NOTICES = 4  # few, so that much happens to each
some_channels = st.frozensets(st.sampled_from(CHANNELS))
some_members = st.frozensets(st.sampled_from(RECEIVERS), max_size=2)
obligations = st.sampled_from(["recommended", "optional", "duty"])
pick = st.integers(min_value=0, max_value=10**6)


class FederationMachine(RuleBasedStateMachine):
    """Every example runs in a savepoint of the test's own transaction, and leaves nothing behind."""

    members: ClassVar[dict[str, Member]]
    model_at_start: ClassVar[FederationModel]

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = transaction.atomic()
        self._savepoint.__enter__()
        self.model = deepcopy(self.model_at_start)
        self.channels = {channel.slug: channel for channel in Channel.objects.all()}
        self.pages: dict[int, Any] = {}
        self.readers = [Reader(), Reader()]
        self.number = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._savepoint.__exit__(None, None, None)

    @rule(owner=st.sampled_from(["consorzio", "crema"]), channels=some_channels, to=some_members, grade=obligations)
    def publish(self, owner: str, channels: frozenset[str], to: frozenset[str], grade: str) -> None:
        assume(owner in self.model.active and len(self.model.notices) < MOST_NOTICES)
        self.number += 1
        notice = Notice(owner, f"Avviso {self.number}", channels, to, grade)
        page = publish_news(self.members[owner], title=notice.title, obligation=grade, **self._audience(notice))
        self._remember(page, notice)
        self.model.publish(page.pk)

    @precondition(lambda self: self.model.notices)
    @rule(which=pick, channels=some_channels, to=some_members, grade=obligations, same_audience=st.booleans())
    def publish_again(
        self, which: int, channels: frozenset[str], to: frozenset[str], grade: str, same_audience: bool
    ) -> None:
        key = self._pick_notice(which)
        notice = self.model.notices[key]
        self.number += 1
        notice.title = f"Corretto {self.number}"
        if not same_audience and notice.copy_of is None:
            notice.channels, notice.members, notice.obligation = channels, to, grade
        republish(self.pages[key], title=notice.title, obligation=notice.obligation, **self._audience(notice))
        self.model.publish(key)

    @precondition(lambda self: self.model.notices)
    @rule(which=pick)
    def withdraw(self, which: int) -> None:
        key = self._pick_notice(which)
        assume(self.model.notices[key].live)
        withdraw(key, user=None)
        self.pages[key].refresh_from_db()
        self.model.withdraw(key)

    @precondition(lambda self: self.model.notices)
    @rule(which=pick)
    def delete(self, which: int) -> None:
        key = self._pick_notice(which)
        with unit_of_work():
            self.pages[key].delete()
        self.model.withdraw(key, deleted=True)

    @precondition(lambda self: self.model.notices)
    @rule(
        which=pick, what=st.sampled_from(["accept", "decline", "override", "detach or reattach"]), title=st.booleans()
    )
    def decide(self, which: int, what: str, title: bool) -> None:
        key, member, row = self._pick_row(which)
        notice = self.model.notices[key]
        placement_id = Placement.objects.get(item__page_id=key, member=self.members[member]).pk
        if what == "detach or reattach":
            self._detach_or_reattach(key, member, row, placement_id)
            return
        assume(row.decision != "detached")
        if what == "accept":
            accept(placement_id, user=None)
            row.decision = "accepted"
        elif what == "decline":
            assume(not self.model.is_duty(notice, member))
            decline(placement_id, user=None)
            row.decision = "declined"
        else:
            row.title = f"Da noi {self.number}" if title else ""
            override(placement_id, overrides=Overrides(title=row.title, note="Nota"), user=None)

    @rule(member=st.sampled_from(RECEIVERS), channel=st.sampled_from(CHANNELS), mode=st.sampled_from(MODES),
          accepts=st.booleans(), also_remove=st.booleans())  # fmt: skip
    def subscribe(self, member: str, channel: str, mode: str, accepts: bool, also_remove: bool) -> None:
        assume(member in self.model.active)
        subscribe(
            self.members[member],
            self.channels[channel],
            mode=Mode(mode),
            accepts_duty=accepts,
            also_remove=also_remove,
            user=None,
        )
        self.model.subscriptions[member, channel] = (mode, accepts)
        if mode == "off" and also_remove:
            self.model.unsubscribe(member, channel)

    @precondition(lambda self: self.number > 12 and "offanengo" in self.model.active)
    @rule()
    def leave(self) -> None:
        leave(Member.objects.get(slug="offanengo"), on=date(2026, 1, 31))
        self.model.leave("offanengo")

    @rule(reader=st.integers(0, 1), pages=st.integers(0, 3))
    def read(self, reader: int, pages: int) -> None:
        for _ in range(pages):
            self.readers[reader].read_page()

    @invariant()
    def sites_show_what_the_model_says(self) -> None:
        rows = Placement.objects.shown().select_related("item", "member")
        by_item = {str(row.item_id): row.item.page_id for row in rows}
        assert {(row.member.slug, by_item[str(row.item_id)], row.title_shown) for row in rows} == self.model.shown()
        assert all(row.path for row in rows)

    @invariant()
    def readers_reproduce_it_wherever_they_stopped(self) -> None:
        shown = {row.pk for row in Placement.objects.shown()}
        for reader in self.readers:
            resumed = deepcopy(reader)
            resumed.read_all()
            assert {pk for pk, (_, is_shown) in resumed.seen.items() if is_shown} == shown

    def _detach_or_reattach(self, key: int, member: str, row: Row, placement_id: int) -> None:
        notice = self.model.notices[key]
        if row.decision == "detached":
            copy = next((k for k, n in self.model.notices.items() if n.copy_of == key and n.owner == member), None)
            reattach(placement_id, user=None)
            row.decision = "accepted"
            if copy is not None:
                self.model.withdraw(copy, deleted=True)  # nobody touches it any more
                self.model.notices[copy].copy_of = -1
            return
        assume(row.shown and notice.owner != member)
        page = detach(placement_id, user=None).specific
        row.decision = "detached"
        self._remember(page, Notice(member, row.title or notice.title, obligation="", copy_of=key))
        self.model.publish(page.pk)

    def _remember(self, page: Any, notice: Notice) -> None:
        self.model.notices[page.pk] = notice
        self.pages[page.pk] = page

    def _audience(self, notice: Notice) -> dict[str, Any]:
        members = [self.members[slug] for slug in sorted(notice.members)]
        return {"channels": [self.channels[slug] for slug in sorted(notice.channels)], "members": members}

    def _pick_notice(self, which: int) -> int:
        keys = [key for key, notice in sorted(self.model.notices.items()) if not notice.deleted]
        assume(keys)
        return keys[which % len(keys)]

    def _pick_row(self, which: int) -> tuple[int, str, Row]:
        rows = [
            (key, member, row)
            for key, notice in sorted(self.model.notices.items())
            for member, row in sorted(notice.rows.items())
            if member != notice.owner and not notice.deleted and member in self.model.active
        ]
        assume(rows)
        return rows[which % len(rows)]
