"""The jobs of a working day in which everybody works on the same sections at the same time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from cms.models import NewsPage
from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.reconcile import reconcile
from federation.models import Channel, Clock, Decision, Member, Placement
from tests.admin_desk import Desk
from tests.conftest import new_member, publisher_of
from tests.crowd import Job, Outcome, Reader, work_together
from tests.publishing import publish_news, republish, section_of

NEVER = "Mai pubblicato"  # the title of what is rolled back


@dataclass
class WorkingDay:
    """Its members, and their pages that the jobs share. Every job ends with what it began with."""

    consortium: Member
    channel: Channel
    crema: Member = field(default_factory=lambda: new_member("crema"))
    izano: Member = field(default_factory=lambda: new_member("izano"))
    number: Any = field(default_factory=count)

    def __post_init__(self) -> None:
        self.notices = [self._notice(f"notice-{number}") for number in range(3)]
        self.sorted = [publish_news(self.crema, title=f"Ordine {number}") for number in range(4)]
        self.bulk = [publish_news(self.crema, title=f"Insieme {number}") for number in range(3)]

    def jobs(self) -> dict[str, Job]:
        """Two editors of Crema, one who sorts and one who publishes in bulk, the consortium, receivers, a secretary."""
        return {
            "author 1": self._author(self._desk(self.crema, "1")),
            "author 2": self._author(self._desk(self.crema, "2")),
            "sorter": self._sorter(self._desk(self.crema, "3")),
            "bulk": self._bulk_publisher(self._desk(self.crema, "4")),
            "consortium": self._sender(self._desk(self.consortium, "5")),
            "consortium's import": self._importer,
            "receiver": self._decide,
            "detaching receiver": self._detach_and_back,
            "secretary": self._secretary(self._desk(self.consortium, "6")),
        }

    def _author(self, desk: Desk) -> Job:
        def write(random: Random) -> None:
            page = desk.create(section_of(self.crema), title="Bozza", slug=f"nota-{next(self.number)}")
            desk.edit(page, title=f"Nota {random.random()}")
            desk.delete(page)

        return write

    def _sorter(self, desk: Desk) -> Job:
        return lambda random: desk.reorder(random.choice(self.sorted), position=random.randrange(4))

    def _bulk_publisher(self, desk: Desk) -> Job:
        def publish(random: Random) -> None:
            pages = random.sample(self.bulk, k=3)
            desk.bulk("unpublish", *pages)
            desk.bulk("publish", *pages)

        return publish

    def _sender(self, desk: Desk) -> Job:
        def send(random: Random) -> None:
            desk.edit(self.notices[0], title=f"Avviso {random.random()}")
            desk.edit(self.notices[1], summary=f"In breve {random.random()}")

        return send

    def _importer(self, random: Random) -> None:
        """New notices; every second one fails at the last moment."""
        title = f"Importato {next(self.number)}"
        publish_news(self.consortium, title=title, channels=[self.channel])
        with transaction.atomic():
            republish(self.notices[2], title=NEVER)
            transaction.set_rollback(True)
        self.notices[2].refresh_from_db()

    def _decide(self, random: Random) -> None:
        rows = Placement.objects.received_by(self.izano).filter(page__isnull=False)
        placement_id = random.choice(list(rows.values_list("pk", flat=True)))
        decline(placement_id, user=None)
        accept(placement_id, user=None)
        override(placement_id, overrides=Overrides(note=f"Nota {random.random()}"), user=None)

    def _detach_and_back(self, random: Random) -> None:
        placement = Placement.objects.get(item__page_id=self.notices[2].pk, member=self.crema)
        if placement.decision != Decision.DETACHED:
            detach(placement.pk, user=None)
        reattach(placement.pk, user=None)

    def _secretary(self, desk: Desk) -> Job:
        def keep(random: Random) -> None:
            member = random.choice([self.crema, self.izano])
            desk.fill("federation_members:edit", member.pk, population=random.randrange(40_000))
            desk.fill("federation_members:edit", self.consortium.pk, tagline=f"Motto {random.random()}")
            desk.fill("federation_channel_register:edit", self.channel.pk, name=f"Banda {random.randrange(9)}")

        return keep

    def _desk(self, member: Member, name: str) -> Desk:
        user = publisher_of(member, name=f"{member.slug}-{name}")
        client = Client(SERVER_NAME=settings.ADMIN_HOST)
        client.force_login(user)
        return Desk(client)

    def _notice(self, slug: str) -> NewsPage:
        return publish_news(self.consortium, title=slug, slug=slug, channels=[self.channel])


def live_through(day: WorkingDay, *, times: int, seed: int) -> Outcome:
    """Runs all jobs beside two readers and asserts everything that must hold afterwards."""
    readers = [Reader(), Reader()]
    start = Clock.objects.get().seq
    outcome = work_together(day.jobs(), times=times, seed=seed, readers=readers)
    assert outcome.errors == []
    assert outcome.retried == 0, "deadlocks that nobody saw, because they were tried again"
    assert sorted(outcome.numbers) == list(range(start + 1, Clock.objects.get().seq + 1)), (
        "a number is lost or repeated"
    )
    for reader in readers:
        assert reader.missed() == []
        assert NEVER not in reader.titles
    assert Page.find_problems() == ([], [], [], [], [])
    assert reconcile(dry_run=True) == []
    return outcome
