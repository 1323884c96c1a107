"""An invitation holds as long as who sent it administers the member: nobody who was put out lets themself in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from federation.actions.accept_invitation import Newcomer, accept_invitation
from federation.actions.admit import Authority, Vouched, admit
from federation.actions.change_role import change_role
from federation.actions.invite import invite
from federation.actions.remove_person import remove_person
from federation.actions.resend_invitation import resend_invitation
from federation.actions.resume_person import resume_person
from federation.actions.suspend_person import suspend_person
from federation.models import Invitation, Member, User
from federation.refusal import ActionRefused
from tests.admin_desk import Desk
from tests.people.conftest import PASSWORD, link_in, person_of, role_at

# A mail is sent after the commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NEW = "privata@example.org"
GONE, OPEN = 410, 200
FORM = {"first_name": "Ugo", "last_name": "Neri", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def inviter(crema: Member, boss: User) -> User:
    """Another administrator, who will not be one for long."""
    return person_of(crema, "administrator", name="ugo")


@pytest.fixture
def link(crema: Member, inviter: User, arrived: Callable[[], list[Any]]) -> str:
    invite(NEW, role_at(crema, "administrator"), by=inviter)
    return link_in(arrived()[-1])


def close_account(person: User, member: Member, *, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def lower_role(person: User, member: Member, *, by: User) -> None:
    change_role(person, role_at(member, "publisher"), by=by)


@pytest.mark.parametrize("decide", [suspend_person, remove_person, lower_role, close_account])
def test_who_administers_no_more_does_not_come_back_by_an_invitation(
    link: str, inviter: User, boss: User, crema: Member, stranger: Client, decide: Any
) -> None:
    assert stranger.get(link).status_code == OPEN
    decide(inviter, crema, by=boss)
    for answer in (stranger.get(link), stranger.post(link, FORM)):
        assert (answer.status_code, "non amministra più questo ente" in answer.text) == (GONE, True)
    with pytest.raises(ActionRefused, match="non amministra più questo ente"):
        accept_invitation(link.split("/")[3], Newcomer("Ugo", "Neri", PASSWORD))
    assert not User.objects.filter(email=NEW).exists()


def test_nor_does_one_whose_account_was_deleted(link: str, inviter: User, stranger: Client) -> None:
    inviter.delete()
    assert stranger.post(link, FORM).status_code == GONE
    assert not User.objects.filter(email=NEW).exists()


def test_nor_one_to_whom_an_identity_provider_gave_the_role_and_took_it(
    crema: Member, stranger: Client, arrived: Callable[[], list[Any]]
) -> None:
    spid = Authority("https://spid.example", members=None, roles=frozenset({"editor", "administrator"}))
    dora = admit(Vouched("dora", grants=(("crema", "administrator"),)), spid)
    invite(NEW, role_at(crema, "editor"), by=dora)
    link = link_in(arrived()[-1])
    assert stranger.get(link).status_code == OPEN
    admit(Vouched("dora", grants=(("crema", "editor"),)), spid)
    assert stranger.get(link).status_code == GONE


def test_who_is_given_the_role_back_is_believed_again(
    link: str, inviter: User, boss: User, crema: Member, stranger: Client
) -> None:
    suspend_person(inviter, crema, by=boss)
    resume_person(inviter, crema, by=boss)
    assert stranger.get(link).status_code == OPEN


def test_another_administrator_sees_it_and_makes_it_theirs_by_sending_it_again(
    link: str, inviter: User, boss: User, boss_desk: Desk, crema: Member, stranger: Client, arrived: Any
) -> None:
    remove_person(inviter, crema, by=boss)
    pending = Invitation.objects.get()
    assert "non amministra più l’ente" in boss_desk.client.get("/admin/persone/").text
    assert "Se lo rinvii, è tuo" in boss_desk.client.get(f"/admin/persone/inviti/{pending.pk}/").text
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        resend_invitation(pending.pk, by=boss)
        assert stranger.get(link_in(arrived()[-1])).status_code == OPEN
    pending.refresh_from_db()
    assert pending.invited_by == boss


def test_no_mail_is_written_for_who_administers_no_more(
    inviter: User, boss: User, crema: Member, arrived: Callable[[], list[Any]], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "federation.task_backends.WorkerBackend"}}
    invite(NEW, role_at(crema, "administrator"), by=inviter)
    suspend_person(inviter, crema, by=boss)
    assert arrived() == []


@pytest.mark.parametrize("by", ["consortium", "installation"])
def test_the_consortiums_administrators_and_the_installations_people_count_as_long_as_they_are(
    crema: Member, consortium: Member, stranger: Client, arrived: Callable[[], list[Any]], by: str
) -> None:
    chief = person_of(consortium, "administrator", name="capo")
    if by == "installation":
        chief = User.objects.create_superuser("installatrice")
    invite(NEW, role_at(crema, "editor"), by=chief)
    link = link_in(arrived()[-1])
    assert stranger.get(link).status_code == OPEN
    chief.groups.clear()
    User.objects.filter(pk=chief.pk).update(is_active=by == "consortium")
    assert stranger.get(link).status_code == GONE
