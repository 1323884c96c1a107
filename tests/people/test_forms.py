"""The forms of «Persone» in the admin: what they do, and what they refuse."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from federation.models import Invitation, Member, User
from tests.admin_desk import Desk
from tests.people.conftest import person_of, role_at, roles_of

pytestmark = pytest.mark.django_db
LIST, INVITE = "/admin/persone/", "/admin/persone/invita/"


def test_an_administrator_invites_and_withdraws_by_its_forms(boss_desk: Desk, crema: Member) -> None:
    assert "e lavora per «Comune di Crema»" in boss_desk.read("federation_invite").text
    boss_desk.fill("federation_invite", email="carla@crema.example", role="publisher")
    pending = Invitation.objects.get()
    assert (pending.email, pending.role) == ("carla@crema.example", role_at(crema, "publisher"))
    errors = boss_desk.refused("federation_invite", email="carla@crema.example", role="editor")
    assert "c’è già un invito" in errors["email"]
    boss_desk.post("federation_invitation", pending.pk, azione="ritira")
    assert not Invitation.objects.pending().exists()


@pytest.mark.parametrize("role", ["auditor", "superuser", "", "izano:editor"])
def test_the_forms_take_no_role_that_they_do_not_offer(boss_desk: Desk, colleague: User, role: str) -> None:
    assert boss_desk.client.post(INVITE, {"email": "carla@crema.example", "role": role}).status_code == 200
    answer = boss_desk.client.post(f"{LIST}{colleague.pk}/", {"azione": "ruolo", "role": role})
    assert answer.context["sections"][0].form.errors["role"]
    assert roles_of(colleague) == {"crema:editor"}
    assert not Invitation.objects.exists()


def test_a_colleague_is_promoted_suspended_brought_back_and_removed_by_buttons(
    boss_desk: Desk, colleague: User, crema: Member
) -> None:
    screen = ("federation_person", colleague.pk)
    boss_desk.post(*screen, azione="ruolo", role="publisher")
    assert roles_of(colleague) == {"crema:publisher"}
    boss_desk.post(*screen, azione="sospendi")
    assert roles_of(colleague) == set()
    assert [section.action for section in boss_desk.read(*screen).context["sections"]] == ["riattiva", "togli"]
    boss_desk.post(*screen, azione="riattiva")
    assert roles_of(colleague) == {"crema:publisher"}
    boss_desk.post(*screen, azione="togli")
    assert roles_of(colleague) == set()
    boss_desk.read(*screen, status=404)


def test_the_second_factor_is_offered_for_reset_only_where_there_is_one(boss_desk: Desk, colleague: User) -> None:
    screen = ("federation_person", colleague.pk)
    assert "secondo-fattore" not in boss_desk.read(*screen).text
    Authenticator.objects.create(user=colleague, type="totp", data={})
    boss_desk.post(*screen, azione="secondo-fattore")
    assert not Authenticator.objects.exists()


def test_a_refusal_is_read_on_the_screen(boss: User, boss_desk: Desk) -> None:
    answer = boss_desk.client.post(f"{LIST}{boss.pk}/", {"azione": "togli", "sure": "on"}, follow=True)
    assert "Sei l’unico amministratore" in answer.text
    answer = boss_desk.client.post(f"{LIST}{boss.pk}/", {"azione": "ruolo", "role": "editor"}, follow=True)
    assert "Su di te non puoi farlo da te" in answer.text
    assert roles_of(boss) == {"crema:administrator"}


def test_one_leaves_after_a_second_question_that_speaks_to_oneself(boss: User, boss_desk: Desk, crema: Member) -> None:
    person_of(crema, "administrator", name="altra")
    page = boss_desk.read("federation_person", boss.pk).text
    assert "Perdi il ruolo per questo ente, e le tue sessioni si chiudono." in page
    assert "Perde il ruolo" not in page
    answer = boss_desk.post("federation_person", boss.pk, azione="togli", status=200)
    assert answer.context["sections"][0].form.errors["sure"]
    assert roles_of(boss) == {"crema:administrator"}
    boss_desk.client.post(f"{LIST}{boss.pk}/", {"azione": "togli", "sure": "on"})
    assert roles_of(boss) == set()


def test_nothing_of_another_persons_account_can_be_typed_here(boss_desk: Desk, colleague: User) -> None:
    before = User.objects.values().get(pk=colleague.pk)
    forged = {"azione": "ruolo", "role": "editor", "email": "preso@crema.example", "password": "preso", "username": "x",
              "is_superuser": "on", "is_staff": "on", "new_password1": "preso"}  # fmt: skip
    boss_desk.client.post(f"{LIST}{colleague.pk}/", forged)
    assert User.objects.values().get(pk=colleague.pk) == before


def test_wagtails_own_screens_of_people_stay_closed(boss_desk: Desk, colleague: User) -> None:
    for path in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{colleague.pk}/", "/admin/groups/"):
        assert boss_desk.client.get(path).status_code == 302, path
