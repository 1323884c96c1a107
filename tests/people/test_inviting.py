"""An administrator invites by e-mail: what is sent, how long it holds, and that nothing is given away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.actions.invite import MOST_IN_A_DAY, MOST_TO_ONE, invite
from federation.actions.resend_invitation import resend_invitation
from federation.actions.suspend_person import suspend_person
from federation.actions.withdraw_invitation import withdraw_invitation
from federation.models import Invitation, Member, StoredTask, User
from federation.refusal import ActionRefused
from tests.admin_desk import Desk
from tests.people.conftest import link_in, person_of, role_at

# A mail is sent after the commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NEW = "carla@crema.example"
GONE, OPEN, FOUND = 410, 200, 302


def test_the_mail_says_who_invites_to_what_and_until_when(
    boss: User, crema: Member, arrived: Callable[[], list[Any]]
) -> None:
    boss.first_name, boss.last_name = "Ada", "Rossi"
    boss.save()
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False):
        invite(" Carla@Crema.example ", role_at(crema, "publisher"), by=boss)
        (message,) = arrived()
    assert (message.to, message.subject) == ([NEW], "Invito a lavorare al sito «Comune di Crema»")
    assert (
        "Ada Rossi ti invita a lavorare al sito «Comune di Crema», con il ruolo di Responsabile della pubblicazione."
        in message.body
    )
    assert "entro il 9 marzo 2026" in message.body
    assert "vale una volta sola" in message.body
    assert link_in(message)


def test_the_token_is_in_the_mail_and_nowhere_else(boss: User, crema: Member, arrived: Callable[[], list[Any]]) -> None:
    invite(NEW, role_at(crema, "editor"), by=boss)
    (message,) = arrived()
    token = link_in(message).split("/")[3]
    assert len(token) > 40
    stored = [*Invitation.objects.values(), *StoredTask.objects.values(), *ModelLogEntry.objects.values()]
    assert not [row for row in stored if token in str(row)]


def test_the_inviter_reads_the_same_whether_the_address_has_an_account_or_not(
    boss_desk: Desk, crema: Member, izano: Member, arrived: Callable[[], list[Any]]
) -> None:
    person_of(izano, "publisher", name="dora")
    answers, mails = [], []
    for email in ("dora@izano.example", "nessuno@izano.example"):
        page = boss_desk.client.post("/admin/persone/invita/", {"email": email, "role": "editor"}, follow=True)
        answers.append(_without_numbers(page.text.partition("<main")[2].replace(email, "…")))
        mails.append(arrived()[-1].body.replace(link_in(arrived()[-1]), "…"))
        Invitation.objects.all().delete()
    assert "invito fino al" in answers[0]
    assert answers[0] == answers[1]
    assert mails[0] == mails[1]


def test_a_link_opens_until_the_last_day_and_not_after(
    boss: User, crema: Member, stranger: Any, arrived: Callable[[], list[Any]]
) -> None:
    invite(NEW, role_at(crema, "editor"), by=boss)
    link = link_in(arrived()[0])
    now = timezone.now()
    for days, status in ((0, OPEN), (7, OPEN), (8, GONE)):
        with time_machine.travel(now + timedelta(days=days)):
            assert stranger.get(link).status_code == status, days


def test_sent_again_the_earlier_link_opens_nothing_and_the_new_one_does(
    boss: User, crema: Member, stranger: Any, arrived: Callable[[], list[Any]]
) -> None:
    invitation = invite(NEW, role_at(crema, "editor"), by=boss)
    arrived()
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        resend_invitation(invitation.pk, by=boss)
        first, second = (link_in(message) for message in arrived())
        assert stranger.get(first).status_code == GONE
        assert stranger.get(second).status_code == OPEN


def test_the_earlier_link_is_dead_before_the_new_mail_is_written(
    boss: User, crema: Member, stranger: Any, arrived: Callable[[], list[Any]], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "federation.task_backends.WorkerBackend"}}
    invitation = invite(NEW, role_at(crema, "editor"), by=boss)
    link = link_in(arrived()[0])
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        resend_invitation(invitation.pk, by=boss)
        assert stranger.get(link).status_code == GONE


def test_withdrawn_it_opens_nothing_and_can_be_neither_sent_nor_withdrawn_again(
    boss: User, crema: Member, stranger: Any, arrived: Callable[[], list[Any]]
) -> None:
    invitation = invite(NEW, role_at(crema, "editor"), by=boss)
    link = link_in(arrived()[0])
    withdraw_invitation(invitation.pk, by=boss)
    answer = stranger.get(link)
    assert (answer.status_code, "ritirato" in answer.text) == (GONE, True)
    for again in (resend_invitation, withdraw_invitation):
        with pytest.raises(ActionRefused, match="già stato usato o ritirato"):
            again(invitation.pk, by=boss)


def test_one_withdrawn_before_its_mail_was_written_is_never_mailed(
    boss: User, crema: Member, arrived: Callable[[], list[Any]], settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "federation.task_backends.WorkerBackend"}}
    withdraw_invitation(invite(NEW, role_at(crema, "editor"), by=boss).pk, by=boss)
    assert arrived() == []


def test_nobody_is_invited_twice_nor_who_works_here_already(boss: User, colleague: User, crema: Member) -> None:
    invite(NEW, role_at(crema, "editor"), by=boss)
    with pytest.raises(ActionRefused, match="c’è già un invito"):
        invite("CARLA@crema.example", role_at(crema, "publisher"), by=boss)
    with pytest.raises(ActionRefused, match="lavora già per questo ente"):
        invite("BICE@crema.example", role_at(crema, "publisher"), by=boss)
    suspend_person(colleague, crema, by=boss)
    with pytest.raises(ActionRefused, match="lavora già per questo ente"):
        invite(colleague.email, role_at(crema, "publisher"), by=boss)


def test_no_mailbox_is_filled_by_pressing_again_and_again(boss: User, crema: Member) -> None:
    invitation = invite(NEW, role_at(crema, "editor"), by=boss)
    with pytest.raises(ActionRefused, match="aspetta cinque minuti"):
        resend_invitation(invitation.pk, by=boss)
    withdraw_invitation(invitation.pk, by=boss)
    with pytest.raises(ActionRefused, match="aspetta cinque minuti"):
        invite(NEW, role_at(crema, "editor"), by=boss)
    for number in range(MOST_IN_A_DAY - 1):
        invite(f"persona{number}@crema.example", role_at(crema, "editor"), by=boss)
    with pytest.raises(ActionRefused, match="continua domani"):
        invite("una-di-troppo@crema.example", role_at(crema, "editor"), by=boss)


def test_mails_are_counted_and_not_invitations(boss: User, crema: Member) -> None:
    with time_machine.travel("2026-03-02 08:00+01:00", tick=False) as clock:
        invitations = [invite(f"p{number}@crema.example", role_at(crema, "editor"), by=boss) for number in range(11)]
        for _ in range(MOST_TO_ONE - 1):
            clock.shift(timedelta(hours=1))
            resend_invitation(invitations[0].pk, by=boss)
        clock.shift(timedelta(hours=1))
        with pytest.raises(ActionRefused, match="A questo indirizzo oggi"):
            resend_invitation(invitations[0].pk, by=boss)
        for _ in range(MOST_TO_ONE - 2):
            for invitation in invitations[1:]:
                resend_invitation(invitation.pk, by=boss)
            clock.shift(timedelta(hours=1))
        for invitation in invitations[1:6]:
            resend_invitation(invitation.pk, by=boss)
        with pytest.raises(ActionRefused, match="continua domani"):
            resend_invitation(invitations[6].pk, by=boss)
        clock.shift(timedelta(days=1))
        resend_invitation(invitations[0].pk, by=boss)


def test_of_a_member_that_has_left_nobody_is_invited_and_no_link_opens(
    crema: Member, stranger: Any, arrived: Callable[[], list[Any]]
) -> None:
    invite(NEW, role_at(crema, "editor"), by=None)
    link = link_in(arrived()[0])
    Member.objects.filter(pk=crema.pk).update(status=Member.Status.LEFT)
    assert stranger.get(link).status_code == GONE
    with pytest.raises(ActionRefused, match="uscito dal consorzio"):
        invite("altra@crema.example", role_at(crema, "editor"), by=None)


def _without_numbers(text: str) -> str:
    """Neither the form's token nor the invitation's id, which differ each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|inviti/\d+', "", text)
