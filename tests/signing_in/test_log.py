"""What is remembered of sign-ins: on the person, in Wagtail's log, with a network and never an address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from federation.actions.forget_sign_ins import forget_sign_ins
from federation.models import Member, User
from federation.signing_in.audit import ACTIONS
from tests.signing_in.person import LOGIN, Person

ADDRESS = {"REMOTE_ADDR": "192.0.2.10"}


@pytest.fixture
def publisher(person: Callable[..., Person], crema: Member) -> Person:
    return person(crema, "publisher")


def logged(user: User) -> list[tuple[str, bool]]:
    """The actions, oldest first, and whether the person is named as who did it."""
    entries = registry.get_logs_for_instance(user).order_by("pk")
    return [(entry.action.removeprefix("signing_in."), entry.user_id == user.pk) for entry in entries]


def test_coming_and_going_are_in_the_log(publisher: Person) -> None:
    publisher.types_password(**ADDRESS)
    publisher.leaves()
    assert logged(publisher.user) == [("signed_in", True), ("signed_out", True)]


def test_failures_and_a_lock_out_are_in_the_log_as_nobodys_deed(publisher: Person) -> None:
    for _ in range(6):
        publisher.types_password("sbagliata", **ADDRESS)
    assert set(logged(publisher.user)) == {("sign_in_failed", False), ("locked_out", False)}
    counts = {entry.action: entry.data.get("count", 1) for entry in registry.get_logs_for_instance(publisher.user)}
    assert counts == {"signing_in.sign_in_failed": 6, "signing_in.locked_out": 2}


def test_the_log_keeps_the_network_and_not_the_address(publisher: Person) -> None:
    publisher.types_password("sbagliata", **ADDRESS)
    publisher.types_password(REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    networks = [entry.data["network"] for entry in registry.get_logs_for_instance(publisher.user).order_by("pk")]
    assert networks == ["192.0.2.0/24", "2001:db8:1::/48"]


def test_what_was_typed_as_a_name_and_is_nobodys_is_written_nowhere(db: None, caplog: Any) -> None:
    """It is often a password, in the wrong field."""
    with caplog.at_level(logging.INFO):
        Client(SERVER_NAME=django_settings.ADMIN_HOST).post(LOGIN, {"username": "unaPassword1", "password": "x"})
    assert "sign_in_failed from 127.0.0.0/24" in caplog.text
    assert "unaPassword1" not in caplog.text
    assert not ModelLogEntry.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_changes_of_factors_are_in_the_log(publisher: Person) -> None:
    publisher.types_password()
    publisher.sets_up_app()
    publisher.client.post("/admin/sicurezza/codici/nuovi/")
    publisher.client.post("/admin/sicurezza/app/togli/")
    publisher.sets_up_app()
    call_command("reset_second_factor", publisher.user.username)
    actions = [action for action, _ in logged(publisher.user)]
    assert actions == [
        "signed_in",
        "factor_added",
        "recovery_codes_made",
        "factor_removed",
        "factor_added",
        "factors_reset",
    ]


def test_sessions_and_addresses_are_forgotten_when_they_have_served(publisher: Person) -> None:
    publisher.types_password("sbagliata", **ADDRESS)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        publisher.types_password("sbagliata", REMOTE_ADDR="198.51.100.7")
        publisher.types_password()
    forget_sign_ins()
    assert [attempt.ip_address for attempt in AccessAttempt.objects.all()] == ["192.0.2.10"]
    assert not Session.objects.exists()


def test_every_action_has_a_sentence_for_the_reader(db: None) -> None:
    registry.scan_for_actions()
    for name, sentence in ACTIONS.items():
        assert str(registry.formatters[f"signing_in.{name}"].message) == str(sentence)
