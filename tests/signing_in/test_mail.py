"""Mail about one's account: a forgotten password, and changes that one should know of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from federation.actions.run_due_tasks import run_due_tasks
from federation.mail import send_password_reset
from federation.models import Member, StoredTask, User
from tests.signing_in.person import Person
from tests.signing_in.test_log import logged

ASK = "/admin/password_reset/"


@pytest.fixture
def publisher(person: Callable[..., Person], crema: Member) -> Person:
    return person(crema, "publisher", email="redazione@crema.example")


def asks(email: str) -> Any:
    """What the person reads; then the scheduler passes."""
    answer = Client(SERVER_NAME=django_settings.ADMIN_HOST).post(ASK, {"email": email}, follow=True)
    run_due_tasks()
    return answer


def test_who_forgot_the_password_chooses_a_new_one_by_mail(
    publisher: Person, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    asks("redazione@crema.example")
    (message,) = mailoutbox
    assert message.to == ["redazione@crema.example"]
    assert "Una nuova password" in message.subject
    address = re.search(r"http://\S+", message.body)
    assert address
    assert address[0].startswith(f"{django_settings.WAGTAILADMIN_BASE_URL}/admin/password_reset/confirm/")
    path = address[0].removeprefix(django_settings.WAGTAILADMIN_BASE_URL)
    form = publisher.client.get(path, follow=True)
    new = "una frase del tutto nuova"
    with django_capture_on_commit_callbacks(execute=True):
        publisher.client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert logged(publisher.user) == [("password_changed", False)]
    assert "è stata cambiata la password" in mailoutbox[-1].body
    assert publisher.types_password(new).status_code == 302
    assert publisher.is_in()
    assert Client(SERVER_NAME=django_settings.ADMIN_HOST).get(path, follow=True).context["validlink"] is False


def test_the_answer_is_the_same_whether_there_is_such_a_person_or_not(publisher: Person, mailoutbox: list[Any]) -> None:
    known, unknown = asks("redazione@crema.example"), asks("nessuno@crema.example")
    assert known.redirect_chain == unknown.redirect_chain
    assert _read(known) == _read(unknown)
    assert len(mailoutbox) == 1


def test_the_answer_is_ready_before_anybody_is_looked_up(
    publisher: Person, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    """So that the time it takes says nothing either: the worker or the scheduler looks the address up, and sends."""
    client = Client(SERVER_NAME=django_settings.ADMIN_HOST)
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        client.post(ASK, {"email": "redazione@crema.example"})
    assert not [query for query in queries if "federation_user" in query["sql"]]
    assert mailoutbox == []


def test_who_asks_again_and_again_gets_one_message(publisher: Person, mailoutbox: list[Any]) -> None:
    for email in ("redazione@crema.example", "redazione@crema.example", "Redazione@Crema.example"):
        assert asks(email).status_code == 200
    assert len(mailoutbox) == 1


def test_nobody_asks_for_the_messages_of_a_whole_town_hall(publisher: Person) -> None:
    answers = [asks(f"impiegato-{number}@crema.example") for number in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 3
    assert StoredTask.objects.filter(task_path=send_password_reset.module_path).count() == 4


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_who_is_suspended_or_signs_in_by_a_provider_gets_no_new_password(
    publisher: Person, mailoutbox: list[Any], change: dict[str, Any]
) -> None:
    User.objects.filter(pk=publisher.user.pk).update(**change)
    asks("redazione@crema.example")
    assert mailoutbox == []


def _read(answer: Any) -> str:
    return str(answer.content.decode().partition("<main")[2])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_new_factor_is_told_by_mail(publisher: Person, mailoutbox: list[Any]) -> None:
    publisher.types_password()
    publisher.sets_up_app()
    assert ["è stato aggiunto un secondo fattore" in message.body for message in mailoutbox] == [True]
