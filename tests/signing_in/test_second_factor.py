"""The second step: who must take it, how it is set up and used, and that nothing leads around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from federation.models import Member
from tests.caches import empty_cache
from tests.signing_in.addresses import addresses
from tests.signing_in.person import APP, CODE, FACTORS, HOME, LOGIN, RECOVERY_CODES, Person, code_of_app

pytestmark = [
    pytest.mark.usefixtures("second_factor_required"),
    # A factor is announced after commit, so these tests commit.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# What leads to a factor, or out.
OPEN = ("account_", "mfa_", "oidc_", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite")


@pytest.fixture
def publisher(person: Callable[..., Person], crema: Member) -> Person:
    return person(crema, "publisher")


@pytest.fixture
def with_app(publisher: Person) -> Person:
    """A publisher whose app was set up an hour ago, before the page of the password."""
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        publisher.types_password()
        publisher.sets_up_app()
        publisher.leaves()
    return publisher


def test_a_publisher_with_a_password_only_is_led_to_setting_up_a_factor(publisher: Person) -> None:
    assert publisher.types_password()["Location"] == HOME
    answer = publisher.client.get(HOME, follow=True)
    assert answer.redirect_chain == [(FACTORS, 302)]
    assert "serve un secondo fattore" in answer.content.decode()


def test_who_only_writes_drafts_needs_none(person: Any, crema: Member) -> None:
    editor = person(crema, "editor")
    editor.types_password()
    assert editor.is_in()


def test_who_has_no_passkey_is_not_asked_for_one(with_app: Person) -> None:
    with_app.types_password()
    page = with_app.client.get(CODE).text
    assert "codice dell’app" in page
    assert "passkey" not in page


@pytest.mark.parametrize("kind", ["superuser", "without a role", "with a group of no member", "promoted"])
def test_everybody_who_is_not_just_an_editor_needs_one(person: Any, crema: Member, izano: Member, kind: str) -> None:
    somebody = person(crema, "editor")
    user = somebody.user
    if kind == "superuser":
        user.is_superuser = True
        user.save()
    elif kind == "without a role":
        user.groups.clear()
    elif kind == "with a group of no member":
        user.groups.create(name="altro")
    somebody.types_password()
    if kind == "promoted":  # while signed in
        user.groups.add(person(izano, "publisher").user.groups.get())
    assert somebody.client.get(HOME)["Location"] == FACTORS


@pytest.mark.ci
def test_until_then_no_view_of_the_admin_answers_by_get_or_post(publisher: Person) -> None:
    publisher.types_password()
    paths = [path for path, name in addresses() if not name.startswith(OPEN)]
    assert "/media/parola" in paths
    assert len(paths) > 150
    for path in paths:
        got = publisher.client.get(path)
        assert (got.status_code, got["Location"]) == (302, FACTORS), path
        assert publisher.client.post(path).status_code == 403, path
        assert publisher.client.get(path, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 403, path


def test_setting_up_the_app_opens_the_admin_and_shows_ten_codes_once(publisher: Person) -> None:
    publisher.types_password()
    publisher.sets_up_app()
    codes = publisher.recovery_codes
    assert len(set(codes)) == 10
    assert publisher.is_in()
    again = publisher.client.get(RECOVERY_CODES).content.decode()
    assert not [code for code in codes if code in again]


def test_the_drawing_needs_no_other_server(publisher: Person) -> None:
    publisher.types_password()
    page = publisher.client.get(APP).content.decode()
    assert "<svg" in page
    assert (
        publisher.client.get(APP)
        .headers["Content-Security-Policy"]
        .startswith("default-src 'none'; script-src 'self';")
    )


def test_a_wrong_code_sets_nothing_up(publisher: Person) -> None:
    publisher.types_password()
    publisher.client.get(APP)
    assert "Il codice non è giusto" in publisher.client.post(APP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()
    assert not publisher.is_in()


def test_from_then_on_the_password_alone_signs_nobody_in(with_app: Person) -> None:
    assert with_app.types_password()["Location"] == CODE
    assert not with_app.is_in()
    assert with_app.client.get(FACTORS).status_code == 302
    assert with_app.types_code(code_of_app(with_app.secret))["Location"] == HOME
    assert with_app.is_in()


def test_it_is_asked_for_also_where_it_is_optional(with_app: Person, settings: Any) -> None:
    settings.SECOND_FACTOR = "optional"
    assert with_app.types_password()["Location"] == CODE
    assert not with_app.is_in()


def test_the_page_of_the_code_needs_the_password_first(with_app: Person) -> None:
    assert with_app.types_code(code_of_app(with_app.secret))["Location"] == LOGIN
    assert not with_app.is_in()


def test_a_telephone_may_be_half_a_minute_late_and_no_more(with_app: Person) -> None:
    with_app.types_password()
    assert with_app.types_code(code_of_app(with_app.secret, steps_ago=3)).status_code == 200
    assert with_app.types_code(code_of_app(with_app.secret, steps_ago=1)).status_code == 302


def test_a_code_that_was_used_is_not_accepted_again_by_any_process(with_app: Person) -> None:
    """The cache is emptied between the two, as another process, or a Redis that is away, would know nothing."""
    code = code_of_app(with_app.secret)
    with_app.types_password()
    assert with_app.types_code(code).status_code == 302
    empty_cache()
    elsewhere = Person(with_app.user, Client(SERVER_NAME=settings.ADMIN_HOST))
    elsewhere.types_password()
    assert elsewhere.types_code(code).status_code == 200
    assert not elsewhere.is_in()


def test_a_recovery_code_opens_once(with_app: Person) -> None:
    code = with_app.recovery_codes[0]
    with_app.types_password()
    assert with_app.types_code(code).status_code == 302
    assert with_app.is_in()
    with_app.leaves()
    with_app.types_password()
    assert with_app.types_code(code).status_code == 200
    assert with_app.types_code(with_app.recovery_codes[1]).status_code == 302


def test_codes_can_be_guessed_five_times_from_wherever(with_app: Person) -> None:
    for number in range(5):
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        with_app.types_password(**address)
        answer = with_app.types_code(f"{number:06}", **address)
    assert (answer.status_code, "Troppi tentativi" in answer.content.decode()) == (429, True)
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    with_app.types_password(**elsewhere)
    assert with_app.types_code(code_of_app(with_app.secret), **elsewhere).status_code == 429
    assert not with_app.is_in()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        with_app.types_password()
        assert with_app.types_code(code_of_app(with_app.secret)).status_code == 302


def test_the_right_code_forgets_the_wrong_ones(with_app: Person) -> None:
    for _ in range(2):
        with_app.types_password()
        for _ in range(4):
            with_app.types_code("000000")
        code = with_app.recovery_codes.pop()
        assert with_app.types_code(code).status_code == 302
        with_app.leaves()


def test_a_session_that_was_never_asked_is_ended(with_app: Person) -> None:
    """As a new way of signing in would make it, which forgot the second factor."""
    with_app.client.force_login(with_app.user)
    assert with_app.client.get(HOME)["Location"] == FACTORS
    assert with_app.client.get(FACTORS).status_code == 302


def test_the_secret_in_the_database_is_not_readable(with_app: Person) -> None:
    stored = str(Authenticator.objects.get(user=with_app.user, type="totp").data)
    assert with_app.secret not in stored


def test_factors_are_changed_only_by_who_has_just_shown_who_they_are(with_app: Person) -> None:
    with_app.types_password()
    with_app.types_code(code_of_app(with_app.secret))
    removal = f"{APP}togli/"
    assert with_app.client.get(removal).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        for path in (removal, f"{RECOVERY_CODES}nuovi/", "/admin/sicurezza/passkey/aggiungi/"):
            assert with_app.client.post(path)["Location"].startswith("/admin/accesso/conferma/"), path
    assert Authenticator.objects.filter(user=with_app.user, type="totp").exists()


def test_the_last_factor_stays_where_there_is_a_duty(with_app: Person) -> None:
    with_app.types_password()
    with_app.types_code(code_of_app(with_app.secret))
    answer = with_app.client.post(f"{APP}togli/")
    assert "prima aggiungine un altro" in answer.content.decode()
    assert with_app.is_in()


def test_a_lost_device_is_reset_by_a_command_and_a_new_one_is_asked_for(with_app: Person) -> None:
    call_command("reset_second_factor", with_app.user.username)
    with_app.types_password()
    assert with_app.client.get(HOME)["Location"] == FACTORS
    with_app.sets_up_app()
    assert with_app.is_in()
    with pytest.raises(CommandError, match="nessuno"):
        call_command("reset_second_factor", "nessuno")
