"""The scheduler: every duty has its turn whatever the others do, and what became of it can be seen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from federation.duties import register_duty, registered_duties
from federation.models import DutyRun
from federation.scheduler import Scheduler
from federation.task_health import DutyState, read_task_health
from tests.rising import versions

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=ZoneInfo("Europe/Rome"))
done: list[str] = []


def water_the_plants() -> None:
    done.append("plants")


def fail() -> None:
    raise ConnectionError("password=segretissima")


def sweep() -> None:
    done.append("sweep")


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Registers duties, in a list of the test's own."""
    monkeypatch.setattr("federation.duties._duties", {})
    done.clear()
    return register_duty


def state_of(duty: Callable[[], object], *, now: datetime) -> DutyState:
    states = read_task_health(now=now).duties
    return next(state for state in states if state.duty.do is duty)


def test_the_duties_of_the_product_come_in_their_order() -> None:
    names = [duty.name.rpartition(".")[2] for duty in registered_duties()]
    assert names[:4] == ["publish_scheduled", "accept_due", "tend_tasks", "run_due_tasks"]
    assert {"follow", "reconcile_and_log"} <= set(names[4:])
    prompt = {duty.name.rpartition(".")[2] for duty in registered_duties() if duty.prompt}
    assert prompt == {"publish_scheduled", "accept_due", "tend_tasks"}


def test_one_that_fails_hinders_no_other_and_is_seen(duties: Callable[..., None]) -> None:
    duties(fail)
    duties(water_the_plants)
    Scheduler(now=lambda: EVENING).tick()
    assert done == ["plants"]
    failing = read_task_health(now=EVENING).failing
    assert [(state.duty.do, state.run.error_class) for state in failing] == [(fail, "ConnectionError")]
    assert state_of(water_the_plants, now=EVENING).run.succeeded_at == EVENING


def test_an_error_stays_to_be_read_after_the_duty_succeeds_again(duties: Callable[..., None]) -> None:
    duties(water_the_plants)
    name = next(registered_duties()).name
    DutyRun.objects.failed(name, ConnectionError("away"), now=EVENING - timedelta(hours=1))
    assert state_of(water_the_plants, now=EVENING).is_failing
    Scheduler(now=lambda: EVENING).tick()
    state = state_of(water_the_plants, now=EVENING)
    assert (state.is_failing, state.run.error_class) == (False, "ConnectionError")


def test_one_that_hangs_or_was_never_done_is_late(duties: Callable[..., None]) -> None:
    duties(water_the_plants)
    assert state_of(water_the_plants, now=EVENING).is_late
    Scheduler(now=lambda: EVENING).tick()
    assert not state_of(water_the_plants, now=EVENING + timedelta(minutes=4)).is_late
    assert state_of(water_the_plants, now=EVENING + timedelta(minutes=6)).is_late


def test_a_nightly_duty_is_done_once_a_night_however_many_schedulers_there_are(duties: Callable[..., None]) -> None:
    duties(sweep, nightly=True)
    moment = EVENING
    schedulers = [Scheduler(now=lambda: moment) for _ in range(2)]
    for hours in range(48):
        moment = EVENING + timedelta(hours=hours)
        for scheduler in schedulers:
            scheduler.tick()
    assert done == ["sweep", "sweep"]
    assert DutyRun.objects.get().succeeded_at == datetime(2026, 11, 24, 3, 0, tzinfo=EVENING.tzinfo)


def test_a_night_that_no_scheduler_lived_through_is_made_up_for(duties: Callable[..., None]) -> None:
    duties(sweep, nightly=True)
    Scheduler(now=lambda: EVENING).tick()
    assert not state_of(sweep, now=EVENING + timedelta(hours=25)).is_late
    assert state_of(sweep, now=EVENING + timedelta(hours=27)).is_late
    Scheduler(now=lambda: EVENING + timedelta(hours=27)).tick()
    assert done == ["sweep"]


def test_running_it_twice_changes_nothing_more(notice: Any) -> None:
    Scheduler().tick()
    before = versions()
    Scheduler().tick()
    assert versions() == before
    assert not read_task_health().failing


def test_being_told_to_stop_it_ends_the_duty_at_hand_and_begins_no_other(duties: Callable[..., None]) -> None:
    stop = Event()
    duties(stop.set)
    duties(water_the_plants)
    Scheduler(now=lambda: EVENING).tick(stop)
    assert done == []


# --- two lanes ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_that_hangs_is_late_and_delays_no_prompt_one(duties: Callable[..., None], settings: Any) -> None:
    settings.SCHEDULER_SECONDS = 0
    stop, turns, seen = Event(), [], []

    def hang() -> None:
        assert stop.wait(timeout=60)

    def turn() -> None:
        turns.append("turn")
        if len(turns) == 2:
            seen.append(read_task_health())
            stop.set()

    duties(hang)
    duties(turn, prompt=True)
    hanging = next(registered_duties())
    DutyRun.objects.succeeded(hanging.name, now=timezone.now() - timedelta(minutes=6))
    Scheduler().run(stop)
    (health,) = seen
    assert [state.duty for state in health.late] == [hanging]
    assert (health.scheduler_is_late, health.is_well) == (False, False)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("prompt", [True, False])
def test_where_one_lane_dies_the_other_ends(duties: Callable[..., None], prompt: bool) -> None:
    duties(sys.exit, prompt=prompt)
    with pytest.raises(SystemExit):
        Scheduler().run(Event())


def test_a_duty_that_is_late_is_named_to_those_who_may_act(
    duties: Callable[..., None], administrator_desk: Any
) -> None:
    duties(water_the_plants, label="Annaffiare")
    duties(sweep, label="Spazzare")
    Scheduler().tick()
    DutyRun.objects.filter(name__endswith="sweep").update(succeeded_at=timezone.now() - timedelta(minutes=6))
    home = administrator_desk.client.get("/admin/").text
    assert "Un lavoro a orario è in ritardo: Spazzare." in home
    assert "Annaffiare" not in home
