"""«Lavori in sospeso»: who sees it, what it says and hides, and what a person can do about a task."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus as Status

from federation.actions.discard_task import discard_task
from federation.actions.retry_tasks import retry_tasks
from federation.actions.run_due_tasks import run_due_tasks
from federation.actions.tend_tasks import tend_tasks
from federation.duties import registered_duties
from federation.models import DutyRun, StoredTask, User
from federation.refusal import ActionRefused
from federation.scheduler import Scheduler
from tests import errands
from tests.admin_desk import Desk
from tests.errands import SECRET, run_errand
from tests.federation.conftest import Commit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tasks")]
URL = "/admin/reports/lavori/"


@pytest.fixture
def caretaker(admin_site: Any) -> Desk:
    """May look after tasks, and is no superuser."""
    person = User.objects.create_user("caretaker")
    group = Group.objects.create(name="Sistemi")
    group.permissions.set(Permission.objects.filter(codename__in=["tend_tasks", "access_admin"]))
    person.groups.add(group)
    return Desk(admin_site(person))


def report(desk: Desk) -> str:
    answer = desk.client.get(URL)
    assert answer.status_code == 200
    return str(answer.text)


def home(desk: Desk) -> str:
    return str(desk.client.get("/admin/").text)


# --- what it says -------------------------------------------------------------------------------------------


def test_a_dead_task_is_named_with_its_attempts_and_its_error_in_words(dead: StoredTask, caretaker: Desk) -> None:
    page = report(caretaker)
    assert "Commissione" in page
    assert "Errore del programma: ZeroDivisionError." in page
    assert "1 lavoro non è riuscito dopo tutti i tentativi." in page


def test_only_a_superuser_reads_what_the_error_said(
    dead: StoredTask, caretaker: Desk, administrator_desk: Desk
) -> None:
    assert SECRET in report(administrator_desk)
    assert SECRET not in report(caretaker)
    discard = reverse("federation_discard_task", args=[dead.pk], urlconf="cms.urls.admin")
    assert SECRET not in caretaker.client.get(discard).text


def test_nobody_reads_the_arguments_of_a_task(commit: Commit, administrator_desk: Desk, settings: Any) -> None:
    """Wagtail stores what its file storage was made with, which may be credentials."""
    with commit():
        run_errand.enqueue(SECRET, "too many")
    assert SECRET in str(StoredTask.objects.get().args_kwargs)
    assert SECRET not in report(administrator_desk)


def test_a_task_that_waits_for_another_attempt_says_when(
    commit: Commit, caretaker: Desk, clock: time_machine.Traveller
) -> None:
    errands.broken.add("pane")
    with commit():
        run_errand.enqueue("pane")
    assert "Fra poco" in report(caretaker)
    assert "in attesa di un altro tentativo 1" in report(caretaker)
    tend_tasks()
    when = timezone.localtime(StoredTask.objects.get().run_after)
    assert when.strftime("%H:%M") in report(caretaker)


def test_a_process_that_died_and_a_row_of_the_site_are_named_in_words(
    caretaker: Desk, clock: time_machine.Traveller
) -> None:
    errands.look_at.enqueue("cms", "newspage", "12")
    clock.shift(timedelta(hours=1))
    tend_tasks()
    page = report(caretaker)
    assert "Il processo che lo eseguiva si è fermato." in page
    assert "12" in page
    assert "look_at" in page


def test_without_anything_to_see_it_says_so(administrator_desk: Desk) -> None:
    Scheduler().tick()
    assert "Nessun lavoro in sospeso" in report(administrator_desk)
    assert "Lavori in sospeso</h2>" not in home(administrator_desk)
    assert "Guarda i lavori in sospeso" not in home(administrator_desk)


def test_the_home_page_tells_those_who_may_act(dead: StoredTask, caretaker: Desk, desk: Desk) -> None:
    Scheduler().tick()
    assert "Guarda i lavori in sospeso" in home(caretaker)
    assert "Lavori in sospeso" not in home(desk)


def test_a_scheduler_that_stopped_is_seen(administrator_desk: Desk, clock: time_machine.Traveller) -> None:
    assert "Il programma dei lavori a orario non ha ancora fatto un giro." in report(administrator_desk)
    Scheduler().tick()
    assert "Lo scheduler" not in report(administrator_desk)
    clock.shift(timedelta(hours=3))
    assert "l’ultimo giro è di 3\xa0ore fa" in report(administrator_desk)


def test_a_duty_that_fails_is_named_and_what_it_said_is_kept_from_others(
    caretaker: Desk, administrator_desk: Desk
) -> None:
    Scheduler().tick()
    name = next(duty.name for duty in registered_duties() if "accept_due" in duty.name)
    DutyRun.objects.failed(name, ConnectionError(SECRET), now=timezone.now() + timedelta(seconds=1))
    assert "Un lavoro a orario non riesce: Offerte accettate a scadenza." in home(caretaker)
    assert "Un servizio esterno non rispondeva." in report(caretaker)
    assert SECRET in report(administrator_desk)
    assert SECRET not in report(caretaker)
    assert "Nessun altro lavoro in sospeso." in report(caretaker)
    assert "tutto quello che è stato chiesto è stato fatto" not in report(caretaker)


def test_work_that_nobody_takes_is_seen(
    outbox: None, commit: Commit, administrator_desk: Desk, clock: time_machine.Traveller
) -> None:
    run_errand.enqueue("pane")
    assert "nessuno prende" not in report(administrator_desk)
    clock.shift(timedelta(minutes=6))
    assert "nessuno prende" in report(administrator_desk)


# --- who sees it --------------------------------------------------------------------------------------------


def test_no_member_sees_it(dead: StoredTask, desk: Desk, crema_desk: Desk) -> None:
    for editor in (desk, crema_desk):
        for url in (URL, f"{URL}{dead.pk}/scarta/"):
            assert "Commissione" not in editor.client.get(url, follow=True).text
            assert "Commissione" not in editor.client.post(url, {"lavoro": dead.pk}, follow=True).text
    assert StoredTask.objects.get().is_dead


# --- what a person can do -----------------------------------------------------------------------------------


def test_try_again_runs_it(dead: StoredTask, caretaker: Desk) -> None:
    errands.broken.clear()
    caretaker.post("federation_tasks", lavoro=dead.pk)
    run_due_tasks()
    assert errands.done == ["pane"]


def test_discarding_asks_first(dead: StoredTask, caretaker: Desk) -> None:
    discard = reverse("federation_discard_task", args=[dead.pk], urlconf="cms.urls.admin")
    assert "Se lo scarti" in caretaker.client.get(discard).text
    assert StoredTask.objects.exists()
    caretaker.post("federation_discard_task", dead.pk)
    assert not StoredTask.objects.exists()


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_task_that_is_gone_harms_nobody(named: str, caretaker: Desk) -> None:
    caretaker.post("federation_tasks", lavoro=named)
    caretaker.post("federation_discard_task", uuid4())


def test_a_dead_task_that_is_retried_runs_with_all_its_attempts(dead: StoredTask, administrator: User) -> None:
    errands.broken.clear()
    assert retry_tasks(dead.pk, user=administrator) == 1
    assert StoredTask.objects.get().attempts == 0
    run_due_tasks()
    assert errands.done == ["pane"]


def test_all_dead_tasks_are_retried_in_one_go(dead: StoredTask, commit: Commit, administrator: User) -> None:
    errands.broken.add("latte")
    with commit():
        run_errand.enqueue("latte")
    errands.broken.clear()
    assert retry_tasks(user=administrator) == 2
    run_due_tasks()
    assert sorted(errands.done) == ["latte", "pane"]


def test_a_running_task_can_neither_be_retried_nor_discarded(administrator: User) -> None:
    run_errand.enqueue("pane")
    assert retry_tasks(StoredTask.objects.get().pk, user=administrator) == 0
    assert not discard_task(StoredTask.objects.get().pk, user=administrator)
    assert StoredTask.objects.get().status == Status.RUNNING


def test_a_discarded_task_is_gone(dead: StoredTask, administrator: User) -> None:
    assert discard_task(dead.pk, user=administrator)
    assert not StoredTask.objects.exists()
    assert not discard_task(dead.pk, user=administrator)


def test_an_editor_touches_no_task(dead: StoredTask, consortium_publisher: User) -> None:
    with pytest.raises(ActionRefused):
        retry_tasks(dead.pk, user=consortium_publisher)
    with pytest.raises(ActionRefused):
        discard_task(dead.pk, user=consortium_publisher)
    assert StoredTask.objects.get().is_dead


# --- for the monitoring -------------------------------------------------------------------------------------


def test_the_status_is_well_after_a_round_of_the_scheduler(capsys: pytest.CaptureFixture[str]) -> None:
    Scheduler().tick()
    call_command("task_status")
    assert "tasks: 0 waiting, 0 running, 0 to retry, 0 dead" in capsys.readouterr().out


def test_the_status_alarms_about_dead_tasks_and_shows_no_secret(
    dead: StoredTask, capsys: pytest.CaptureFixture[str]
) -> None:
    Scheduler().tick()
    with pytest.raises(SystemExit, match="1"):
        call_command("task_status")
    said = capsys.readouterr().out
    assert "tests.errands.run_errand" in said
    assert SECRET not in said


def test_the_status_alarms_about_a_scheduler_that_stopped(clock: time_machine.Traveller) -> None:
    Scheduler().tick()
    clock.shift(timedelta(hours=1))
    with pytest.raises(SystemExit, match="1"):
        call_command("task_status")
