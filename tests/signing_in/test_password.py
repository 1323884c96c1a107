"""The first step: name and password, and how often one may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from federation.models import Member, User
from tests.signing_in.person import HOME, LOGIN, PASSWORD, Person

TOWN_HALL, HOME_OFFICE = {"REMOTE_ADDR": "192.0.2.10"}, {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def publisher(person: Callable[..., Person], crema: Member) -> Person:
    return person(crema, "publisher")


def test_who_types_the_right_password_is_in(publisher: Person) -> None:
    assert not publisher.is_in()
    answer = publisher.types_password()
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert publisher.is_in()


def test_after_signing_in_one_is_where_one_wanted_to_go(publisher: Person) -> None:
    answer = publisher.client.post(
        f"{LOGIN}?next=/admin/arrivi/", {"username": publisher.user.username, "password": PASSWORD}
    )
    assert answer["Location"] == "/admin/arrivi/"


def test_signing_in_leads_to_no_other_host(publisher: Person) -> None:
    data = {"username": publisher.user.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert publisher.client.post(LOGIN, data)["Location"] == HOME


def test_a_wrong_name_and_a_wrong_password_are_told_alike(publisher: Person) -> None:
    wrong_password = publisher.types_password("sbagliata")
    wrong_name = publisher.client.post(LOGIN, {"username": "nessuno", "password": PASSWORD})
    assert wrong_password.context["form"].non_field_errors() == wrong_name.context["form"].non_field_errors()
    assert "Nome utente o password non corrispondono" in wrong_name.content.decode()
    assert not publisher.is_in()


def test_a_suspended_person_is_told_nothing_more(publisher: Person) -> None:
    publisher.user.is_active = False
    publisher.user.save()
    assert "Nome utente o password non corrispondono" in publisher.types_password().content.decode()


def test_five_wrong_passwords_lock_that_name_at_that_address_for_a_quarter_of_an_hour(publisher: Person) -> None:
    for _ in range(4):
        assert publisher.types_password("sbagliata", **TOWN_HALL).status_code == 200
    fifth = publisher.types_password("sbagliata", **TOWN_HALL)
    assert (fifth.status_code, "Troppi tentativi" in fifth.content.decode()) == (429, True)
    assert publisher.types_password(**TOWN_HALL).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert publisher.types_password(**TOWN_HALL).status_code == 302


def test_trying_again_while_locked_does_not_make_it_longer(publisher: Person) -> None:
    for _ in range(5):
        publisher.types_password("sbagliata", **TOWN_HALL)
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        assert publisher.types_password("sbagliata", **TOWN_HALL).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert publisher.types_password(**TOWN_HALL).status_code == 302


def test_nobody_else_of_the_town_hall_is_locked_out(publisher: Person, person: Any, crema: Member) -> None:
    colleague = person(crema, "editor")
    for _ in range(6):
        publisher.types_password("sbagliata", **TOWN_HALL)
    assert colleague.types_password(**TOWN_HALL).status_code == 302


def test_a_stranger_cannot_lock_out_the_person_elsewhere(publisher: Person) -> None:
    for _ in range(6):
        publisher.types_password("sbagliata", **HOME_OFFICE)
    assert publisher.types_password(**TOWN_HALL).status_code == 302


@pytest.mark.parametrize("changed", [str.upper, "  {}".format, "{} ".format])
def test_capitals_and_blanks_give_no_new_attempts(publisher: Person, changed: Callable[[str], str]) -> None:
    for _ in range(5):
        publisher.types_password("sbagliata", **TOWN_HALL)
    data = {"username": changed(publisher.user.username), "password": PASSWORD}
    assert publisher.client.post(LOGIN, data, **TOWN_HALL).status_code == 429


def test_another_browser_gives_no_new_attempts(publisher: Person) -> None:
    for number in range(5):
        publisher.types_password("sbagliata", HTTP_USER_AGENT=f"browser {number}", **TOWN_HALL)
    assert publisher.types_password(**TOWN_HALL).status_code == 429


def test_the_whole_ipv6_network_of_a_line_counts_as_one_address(publisher: Person) -> None:
    for number in range(1, 6):
        publisher.types_password("sbagliata", REMOTE_ADDR=f"2001:db8:0:7::{number}")
    assert publisher.types_password(REMOTE_ADDR="2001:db8:0:7:ffff::1").status_code == 429
    assert publisher.types_password(REMOTE_ADDR="2001:db8:0:8::1").status_code == 302


def test_behind_a_proxy_the_proxys_word_counts_and_not_the_clients(publisher: Person, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for number in range(5):
        forwarded = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}, 192.0.2.10", "REMOTE_ADDR": "10.0.0.1"}
        publisher.types_password("sbagliata", **forwarded)
    assert publisher.types_password(HTTP_X_FORWARDED_FOR="192.0.2.10", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert publisher.types_password(HTTP_X_FORWARDED_FOR="192.0.2.11", REMOTE_ADDR="10.0.0.1").status_code == 302


def test_without_a_proxy_nobody_chooses_their_address(publisher: Person) -> None:
    for number in range(5):
        publisher.types_password("sbagliata", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}", **TOWN_HALL)
    assert publisher.types_password(HTTP_X_FORWARDED_FOR="203.0.113.99", **TOWN_HALL).status_code == 429


def test_the_right_password_forgets_the_wrong_ones(publisher: Person) -> None:
    for _ in range(4):
        publisher.types_password("sbagliata")
    publisher.types_password()
    publisher.leaves()
    assert publisher.types_password("sbagliata").status_code == 200


def test_the_session_has_another_key_after_signing_in(publisher: Person) -> None:
    publisher.client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    publisher.types_password()
    assert publisher.client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_a_session_lasts_a_working_day_and_no_longer_than_the_browser(publisher: Person) -> None:
    cookie = publisher.types_password().cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["domain"], cookie["samesite"], cookie["httponly"]) == ("", "", "Lax", True)
    with time_machine.travel(timezone.now() + timedelta(hours=9)):
        assert publisher.is_in()
    with time_machine.travel(timezone.now() + timedelta(hours=11)):
        assert not publisher.is_in()


def test_leaving_ends_the_session_for_good(publisher: Person) -> None:
    publisher.types_password()
    stolen = publisher.client.cookies[settings.SESSION_COOKIE_NAME].value
    publisher.leaves()
    thief = Client(SERVER_NAME=settings.ADMIN_HOST)
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get(HOME).status_code == 302


def test_a_new_password_ends_every_other_session(publisher: Person) -> None:
    publisher.types_password()
    elsewhere = Person(publisher.user, Client(SERVER_NAME=settings.ADMIN_HOST))
    elsewhere.types_password()
    assert elsewhere.is_in()
    user = User.objects.get(pk=publisher.user.pk)
    user.set_password("un’altra frase ancora")
    user.save()
    assert not elsewhere.is_in()


def test_a_session_of_the_admin_is_nobody_on_a_members_host(publisher: Person, crema: Member) -> None:
    publisher.types_password()
    visitor = Client(SERVER_NAME=crema.hostname or "")
    visitor.cookies = publisher.client.cookies
    answer = visitor.get("/novita/")
    assert (answer.status_code, answer.wsgi_request.user.is_authenticated) == (200, False)


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/accesso/codice/", "/admin/sicurezza/", "/admin/password_reset/"]
)
def test_a_members_host_has_no_page_for_signing_in(crema: Member, path: str) -> None:
    assert Client(SERVER_NAME=crema.hostname or "").get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "accesso/registrati/", "login/code/", "3rdparty/"]
)
def test_nothing_else_of_the_library_is_there(db: None, path: str) -> None:
    client = Client(SERVER_NAME=settings.ADMIN_HOST)
    client.force_login(User.objects.create_superuser("administrator"))
    assert client.get(f"/admin/{path}").status_code == 404
    assert client.get(f"/{path}").status_code == 404
