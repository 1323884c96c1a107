"""A small federation on a real database beside the model of it: what the steps of a random history act upon.

The clock is frozen and moves forward only, a second after each step and by hours and days when a step says so.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeVar

import time_machine
from django.conf import settings
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from PIL import Image

from federation.models import Channel, Clock, Member, MemberImage, Mode, Placement, Subscription, User
from federation.models.clock import new_epoch
from tests.admin_desk import Desk
from tests.caches import empty_cache
from tests.whole.expected import Album
from tests.whole.model import World
from tests.whole.notices import Notice
from tests.whole.phone import Phone
from tests.whole.sites import Site

START = datetime(2026, 3, 28, 14, 0, tzinfo=UTC)  # the night after it the clocks of Rome go forward
COMUNI = ("crema", "izano", "offanengo")
CHANNELS = ("banda", "allerta")


hours = st.integers(min_value=1, max_value=30)
pick = st.integers(min_value=0, max_value=10**4)  # one of however many there are
T = TypeVar("T")


class NotNow(Exception):
    """There is nothing that the step could be done to."""


def step(weight: int = 2, **arguments: st.SearchStrategy[Any]) -> Callable[[T], T]:
    """Marks a method as something that may happen; `weight` says how often, beside the others."""

    def mark(method: T) -> T:
        method.step = (weight, arguments)  # type: ignore[attr-defined]
        return method

    return mark


class History(RuleBasedStateMachine):
    """The state that all steps share. `keys` are numbers of the model's notices; pages are found by them."""

    steps = 0  # of all histories together

    def __init__(self) -> None:
        super().__init__()
        self.frozen = ExitStack()
        self.clock = self.frozen.enter_context(time_machine.travel(START, tick=False))
        put_back()
        self.members = {member.slug: member for member in Member.objects.select_related("site__root_page")}
        self.channels = {channel.slug: channel for channel in Channel.objects.filter(slug__in=CHANNELS)}
        self.world = World(
            palettes=dict.fromkeys(self.members, "blu"),
            duty_channels={"allerta"},
            subscriptions={
                (row.member.slug, row.channel.slug): (Mode(row.mode).value, row.accepts_duty)
                for row in Subscription.objects.select_related("member", "channel")
            },
        )
        self.administrator = User.objects.create_superuser("administrator")
        self.pictures = [make_picture(number) for number in range(2)]
        self.world.files = [0, 0]
        self.pages: dict[int, Any] = {}
        self.scheduled: dict[int, tuple[datetime, str]] = {}  # notice → when, under which title
        self.sites = {slug: Site(member.hostname or "") for slug, member in self.members.items()}
        self.album = Album()
        self.phones = [Phone(list(COMUNI), first=2), Phone(["crema"], first=3)]
        self.number = 0
        self.touched = 0  # the notice that the last step was about
        self.done, self.idle = 0, False  # steps that did something, and whether the last one did nothing

    def teardown(self) -> None:
        self.frozen.close()

    @property
    def now(self) -> datetime:
        return timezone.now()

    def desk(self) -> Desk:
        """Signed in anew: sessions end while weeks pass."""
        client = Client(SERVER_NAME=settings.ADMIN_HOST)
        client.force_login(self.administrator)
        return Desk(client)

    def one_of(self, candidates: list[T], which: int) -> T:
        if not candidates:
            raise NotNow
        return candidates[which % len(candidates)]

    def title(self) -> str:
        """Four digits: a search for one number finds no other."""
        self.number += 1
        return f"Avviso {self.number:04}"

    def remember(self, page: Any, notice: Notice) -> int:
        self.touched = len(self.world.notices)
        self.world.notices[self.touched], self.pages[self.touched] = notice, page
        return self.touched

    def existing(self, **having: Any) -> list[int]:
        """Notices whose page is there, of members that are; in the order of their publication."""
        return [
            key
            for key, notice in self.world.notices.items()
            if not notice.deleted and notice.owner in self.world.palettes
            if all(getattr(notice, name) == value for name, value in having.items())
        ]

    def received(self) -> list[tuple[int, str]]:
        """(notice, receiver) of all that was ever sent and whose page is there."""
        return [
            (key, member)
            for key in self.existing()
            for member in self.world.notices[key].rows
            if member != self.world.notices[key].owner and member in self.world.palettes
        ]

    def placement(self, key: int, member: str) -> Placement:
        return Placement.objects.get(item__page_id=self.pages[key].pk, member=self.members[member])

    def audience(self, channels: frozenset[str], members: frozenset[str]) -> dict[str, Any]:
        return {
            "channels": [self.channels[slug] for slug in sorted(channels)],
            "members": [self.members[slug] for slug in sorted(members)],
        }


def put_back() -> None:
    """As a test with transactions of its own finds the database; what a process remembers of it has another epoch."""
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
    Clock.objects.update(epoch=new_epoch())
    Channel.objects.filter(slug="corsi").delete()
    Subscription.objects.filter(member__slug="consorzio").delete()
    empty_cache()


def make_picture(number: int) -> MemberImage:
    """Which everybody may use."""
    offered = Member.objects.get(slug="consorzio").offered_collection
    return MemberImage.objects.create(
        title=f"Foto {number}", file=ImageFile(picture_file(number, 0)), collection=offered
    )


def picture_file(number: int, replaced: int) -> SimpleUploadedFile:
    """Another one, of another name, for each time that it was replaced."""
    file = BytesIO()
    Image.new("RGB", (16, 9), (number * 100, replaced % 256, replaced // 256)).save(file, "PNG")
    return SimpleUploadedFile(f"foto-{number}-{replaced}.png", file.getvalue(), "image/png")
