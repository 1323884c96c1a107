"""What has a date is shown from that date on, and not for one request before (section 3 of the rules)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from cms.models import NewsPage
from federation.models import Item, Placement, Reason
from federation.scheduler import Scheduler
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import let_it_be_time, let_it_expire, placement_of, republish, section_of
from tests.rising import only_these_rise

PATH = "/novita/notizie/fibra/"
TOMORROW = timedelta(days=1)


@pytest.fixture
def embargoed(consortium: Any, crema: Any, izano: Any, channel: Any, desk: Desk) -> NewsPage:
    """A notice for all, made in the admin, that goes live tomorrow."""
    go_live_at = timezone.now() + TOMORROW
    with only_these_rise():
        return desk.create(
            section_of(consortium), title="Fibra", slug="fibra", channels=[channel], go_live_at=go_live_at
        )


@pytest.mark.django_db
def test_before_its_date_a_page_is_on_no_site(embargoed: Any, consortium: Any, crema: Any, visit: Any) -> None:
    for member in (consortium, crema):
        assert visit(member, PATH).status_code == 404
        assert "Fibra" not in visit(member, "/novita/notizie/").text
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_publish_scheduled_shows_it_on_every_site_in_one_commit(
    embargoed: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    with only_these_rise():
        call_command("publish_scheduled")
    let_it_be_time(embargoed)
    with only_these_rise(consortium, crema, izano):
        call_command("publish_scheduled")
    assert visit(consortium, PATH).status_code == visit(crema, PATH).status_code == 200
    assert "Fibra" in visit(izano, "/novita/notizie/").text


@pytest.mark.django_db
def test_the_scheduler_looks_again_at_the_moment_itself(embargoed: Any, settings: Any) -> None:
    go_live_at = embargoed.go_live_at
    for before, pause in (
        (settings.SCHEDULER_SECONDS + 60, settings.SCHEDULER_SECONDS),
        (2, 2),
        (0, settings.SCHEDULER_SECONDS),
    ):
        with time_machine.travel(go_live_at - timedelta(seconds=before), tick=False):
            assert Scheduler().pause() == pause


@pytest.mark.django_db
def test_it_looks_again_when_a_page_expires_and_when_an_offer_falls_due(notice: Any, offanengo: Any) -> None:
    due_at = placement_of(notice, offanengo).due_at
    assert due_at is not None
    republish(notice, expire_at=due_at + TOMORROW)
    for moment in (due_at, due_at + TOMORROW):
        with time_machine.travel(moment - timedelta(seconds=2), tick=False):
            assert Scheduler().pause() == 2


@pytest.mark.django_db
def test_a_moment_that_passes_during_a_turn_has_a_turn_at_once(embargoed: Any, settings: Any) -> None:
    begun = embargoed.go_live_at - timedelta(seconds=1)
    with time_machine.travel(embargoed.go_live_at + timedelta(seconds=3), tick=False):
        assert Scheduler().pause(since=begun) == 0
        assert Scheduler().pause(since=embargoed.go_live_at) == settings.SCHEDULER_SECONDS


@pytest.mark.django_db
def test_a_dry_run_says_what_is_due_and_does_nothing(embargoed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    let_it_be_time(embargoed)
    with only_these_rise():
        call_command("publish_scheduled", "--dryrun")
    assert f"publish {embargoed.latest_revision_id}" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_page_past_its_expiry_answers_410_before_any_scheduler_runs(
    notice: Any, consortium: Any, crema: Any, visit: Any
) -> None:
    republish(notice, expire_at=timezone.now() + TOMORROW)
    assert visit(crema, PATH).status_code == 200
    let_it_expire(notice)
    for member in (consortium, crema):
        assert visit(member, PATH).status_code == 410
        assert "Fibra a Crema" not in visit(member, "/novita/notizie/").text


@pytest.mark.django_db
def test_the_scheduler_withdraws_what_expired_and_it_stays_gone(
    notice: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    let_it_expire(notice)
    with only_these_rise(consortium, crema, izano):
        call_command("publish_scheduled")
    assert placement_of(notice, crema).reason == Reason.EXPIRED
    assert visit(crema, PATH).status_code == 410
    with only_these_rise():
        call_command("publish_scheduled")


@pytest.mark.django_db
def test_a_page_added_live_in_a_shell_with_a_future_date_is_shown_nowhere(crema: Any, visit: Any) -> None:
    with unit_of_work():
        section_of(crema).add_child(
            instance=NewsPage(title="Sagra", slug="sagra", live=True, go_live_at=timezone.now() + TOMORROW)
        )
    assert visit(crema, "/novita/notizie/sagra/").status_code == 404
    assert "Sagra" not in visit(crema, "/novita/notizie/").text
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_a_published_page_saved_in_a_shell_with_a_future_date_is_withdrawn(notice: Any, crema: Any, visit: Any) -> None:
    with unit_of_work():
        notice.go_live_at = timezone.now() + TOMORROW
        notice.save()
    assert visit(crema, PATH).status_code == 410


# --- while it is being made ------------------------------------------------------------------------------


class Visitor(threading.Thread):
    """Reads addresses over and over, with a database connection of its own, until told to stop."""

    def __init__(self, visits: list[Callable[[], Any]]) -> None:
        super().__init__()
        self.visits, self.stop = visits, threading.Event()
        self.saw: list[tuple[int, str]] = []

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                for visit in self.visits:
                    response = visit()
                    self.saw.append((response.status_code, response.text))
        finally:
            connections.close_all()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_moment_in_which_wagtail_saves_it_as_live_is_never_committed(
    consortium: Any, channel: Any, desk: Desk
) -> None:
    events: list[str] = []

    def listen(sender: Any, instance: NewsPage, **kwargs: Any) -> None:
        events.append("live" if instance.live else "not live")
        transaction.on_commit(lambda: events.append("committed"))

    post_save.connect(listen, sender=NewsPage)
    try:
        go_live_at = timezone.now() + TOMORROW
        desk.create(section_of(consortium), title="Segreto", slug="fibra", channels=[channel], go_live_at=go_live_at)
    finally:
        post_save.disconnect(listen, sender=NewsPage)
    assert events[0] == "live", "Wagtail does not do it any more: this test, and the rule, can go"
    assert events.index("not live") < events.index("committed")


@pytest.mark.postgres  # SQLite's test database lives in memory, where a reader meets locks instead of the last commit
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_sees_it_while_it_is_being_made(
    consortium: Any, crema: Any, channel: Any, desk: Desk, visit: Any
) -> None:
    """Wagtail inserts such a page as live, and takes it back a moment later: a visitor must not be that quick."""
    seen_inside: list[bool] = []

    def wait_for_visits(request: Any, page: Page) -> None:
        seen_inside.append(Page.objects.get(pk=page.pk).live)
        count = len(visitor.saw)
        deadline = threading.Event()
        while len(visitor.saw) < count + 4 and visitor.is_alive():
            deadline.wait(0.01)

    visitor = Visitor(
        [
            lambda: visit(consortium, PATH),
            lambda: visit(consortium, "/novita/notizie/"),
            lambda: visit(crema, PATH),
            lambda: visit(crema, "/novita/notizie/"),
        ]
    )
    visitor.start()
    try:
        with hooks.register_temporarily("after_create_page", wait_for_visits):
            go_live_at = timezone.now() + TOMORROW
            desk.create(
                section_of(consortium), title="Segreto", slug="fibra", channels=[channel], go_live_at=go_live_at
            )
    finally:
        visitor.stop.set()
        visitor.join(timeout=30)
    assert seen_inside == [False]
    assert len(visitor.saw) >= 4
    assert {status for status, _ in visitor.saw[0::4]} == {404}
    assert not [text for _, text in visitor.saw if "Segreto" in text]
