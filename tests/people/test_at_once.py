"""Two decisions at the same moment, on a database that lets two people work at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

import federation.actions.accept_invitation as accepting_module
from federation.actions.accept_invitation import Newcomer, accept_invitation
from federation.actions.invite import invite
from federation.actions.remove_person import remove_person
from federation.actions.resend_invitation import resend_invitation
from federation.models import Member, User
from federation.refusal import ActionRefused
from tests.crowd import in_thread
from tests.people.conftest import PASSWORD, link_in, person_of, role_at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """What they raised, each in a thread of its own; they begin together."""
    failures: list[BaseException] = []
    barrier = Barrier(len(jobs))

    def together(job: Callable[[], object]) -> Callable[[], object]:
        return lambda: (barrier.wait(), job())

    for thread in [in_thread(together(job), failures) for job in jobs]:
        thread.join()
    return failures


def test_two_administrators_who_remove_one_another_leave_one(boss: User, crema: Member) -> None:
    for number in range(5):
        other = person_of(crema, "administrator", name=f"altra-{number}")
        boss.groups.add(role_at(crema, "administrator").group)
        failures = at_once(
            lambda other=other: remove_person(other, crema, by=boss),
            lambda other=other: remove_person(boss, crema, by=other),
        )
        assert [type(failure) for failure in failures] == [ActionRefused]
        left = set(User.objects.filter(groups__member_role=role_at(crema, "administrator")))
        assert left in ({boss}, {other})
        other.groups.clear()


def test_a_link_opened_twice_at_once_makes_one_account(
    boss: User, crema: Member, arrived: Callable[[], list[Any]]
) -> None:
    invite("carla@crema.example", role_at(crema, "editor"), by=boss)
    token = link_in(arrived()[0]).split("/")[3]
    newcomer = Newcomer("Carla", "Neri", PASSWORD)
    failures = at_once(*[lambda: accept_invitation(token, newcomer)] * 3)
    assert [type(failure) for failure in failures] == [ActionRefused] * 2
    assert User.objects.filter(email="carla@crema.example").count() == 1


def test_a_known_person_who_confirms_twice_at_once_is_taken_once(
    boss: User, crema: Member, izano: Member, arrived: Callable[[], list[Any]]
) -> None:
    dora = person_of(izano, "editor", name="dora")
    invite(dora.email, role_at(crema, "editor"), by=boss)
    token = link_in(arrived()[0]).split("/")[3]
    failures = at_once(*[lambda: accept_invitation(token, dora)] * 3)
    assert [type(failure) for failure in failures] == [ActionRefused] * 2
    assert ModelLogEntry.objects.filter(action="people.invitation_accepted").count() == 1


def test_two_members_that_invite_the_same_new_person_make_one_account(
    boss: User, crema: Member, izano: Member, arrived: Callable[[], list[Any]]
) -> None:
    for member in (crema, izano):
        invite("carla@crema.example", role_at(member, "editor"), by=None)
    first, second = (link_in(message).split("/")[3] for message in arrived())
    newcomer = Newcomer("Carla", "Neri", PASSWORD)
    failures = at_once(lambda: accept_invitation(first, newcomer), lambda: accept_invitation(second, newcomer))
    assert [type(failure) for failure in failures] == [ActionRefused]
    assert User.objects.filter(email="carla@crema.example").count() == 1


def test_somebody_who_gets_an_account_while_the_form_is_checked_gets_no_second_one(
    boss: User, crema: Member, arrived: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by an identity provider."""
    address = "carla@crema.example"
    invite(address, role_at(crema, "editor"), by=boss)
    token, has_account = link_in(arrived()[0]).split("/")[3], accepting_module.has_account
    failures: list[BaseException] = []

    def ask_and_dawdle(email: str) -> bool:
        answer = has_account(email)
        in_thread(lambda: User.objects.create_user(address, address), failures).join()
        return answer

    monkeypatch.setattr(accepting_module, "has_account", ask_and_dawdle)
    with pytest.raises(ActionRefused):
        accept_invitation(token, Newcomer("Carla", "Neri", PASSWORD))
    assert failures == []
    assert User.objects.filter(email=address).count() == 1


def test_sending_again_waits_for_who_is_accepting(
    boss: User, crema: Member, arrived: Callable[[], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The accepting one has locked the row and has not committed yet."""
    invitation = invite("carla@crema.example", role_at(crema, "editor"), by=boss)
    token = link_in(arrived()[0]).split("/")[3]
    accepting, log_person = Event(), accepting_module.log_person

    def log_slowly(*args: Any, **kwargs: Any) -> None:
        log_person(*args, **kwargs)
        accepting.set()
        time.sleep(1)

    monkeypatch.setattr(accepting_module, "log_person", log_slowly)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        failures = at_once(
            lambda: accept_invitation(token, Newcomer("Carla", "Neri", PASSWORD)),
            lambda: accepting.wait(10) and resend_invitation(invitation.pk, by=boss),
        )
    assert [str(failure) for failure in failures] == ["L’invito è già stato usato o ritirato."]
    invitation.refresh_from_db()
    assert invitation.accepted_at
