"""Who may decide what over whom, as a table; and what each decision leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry

from federation.actions.change_role import change_role
from federation.actions.invite import invite
from federation.actions.remove_person import remove_person
from federation.actions.reset_second_factor import reset_second_factor
from federation.actions.resume_person import resume_person
from federation.actions.suspend_person import suspend_person
from federation.models import Member, SuspendedRole, User
from federation.refusal import ActionRefused
from tests.people.conftest import person_of, role_at, roles_of
from tests.signing_in.person import HOME

pytestmark = pytest.mark.django_db
ONLY_ADMINISTRATORS, SUPERUSER = "Solo chi amministra", "amministratore di sistema"


def change(person: User, crema: Member, by: User) -> None:
    change_role(person, role_at(crema, "publisher"), by=by)


def suspend(person: User, crema: Member, by: User) -> None:
    suspend_person(person, crema, by=by)


def resume(person: User, crema: Member, by: User) -> None:
    SuspendedRole.objects.create(user=person, role=role_at(crema, "editor"))
    person.groups.clear()
    resume_person(person, crema, by=by)


def remove(person: User, crema: Member, by: User) -> None:
    remove_person(person, crema, by=by)


def invites(person: User, crema: Member, by: User) -> None:
    invite("nuova@crema.example", role_at(crema, "administrator"), by=by)


def reset(person: User, crema: Member, by: User) -> None:
    Authenticator.objects.create(user=person, type="totp", data={})
    reset_second_factor(person, by=by)


DECISIONS = {decision.__name__: decision for decision in (change, suspend, resume, remove, invites, reset)}
ACTORS = {  # whether they may decide over the people of Crema
    ("crema", "editor"): False,
    ("crema", "publisher"): False,
    ("crema", "administrator"): True,
    ("izano", "administrator"): False,
    ("consorzio", "editor"): False,
    ("consorzio", "publisher"): False,
    ("consorzio", "auditor"): False,
    ("consorzio", "administrator"): True,
    ("", "superuser"): True,
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("actor", ACTORS, ids="-".join)
def test_only_administrators_of_the_member_and_of_the_consortium_decide(
    colleague: User, crema: Member, actor: tuple[str, str], decision: str
) -> None:
    slug, role = actor
    by = person_of(Member.objects.get(slug=slug), role, name="zoe") if slug else User.objects.create_superuser("zoe")
    before = roles_of(colleague)
    if ACTORS[actor]:
        DECISIONS[decision](colleague, crema, by)
    else:
        with pytest.raises(ActionRefused):
            DECISIONS[decision](colleague, crema, by)
        assert roles_of(colleague) in (before, set())  # `resume` begins with none
        assert not ModelLogEntry.objects.filter(action__startswith="people.").exists()


@pytest.mark.parametrize("status", [{"is_active": False}, {"status": Member.Status.LEFT}])
def test_an_administrator_who_is_closed_out_or_whose_member_has_left_decides_nothing(
    boss: User, colleague: User, crema: Member, status: dict[str, Any]
) -> None:
    rows: Any = User.objects.filter(pk=boss.pk) if "is_active" in status else Member.objects.filter(pk=crema.pk)
    rows.update(**status)
    with pytest.raises(ActionRefused, match=ONLY_ADMINISTRATORS):
        change(colleague, crema, User.objects.get(pk=boss.pk))


@pytest.mark.parametrize("decision", ["change", "suspend", "reset"])
def test_nobody_decides_over_oneself(boss: User, crema: Member, decision: str) -> None:
    person_of(crema, "administrator", name="altra")
    with pytest.raises(ActionRefused, match=r"Su di te|Per te stesso"):
        DECISIONS[decision](boss, crema, boss)
    assert roles_of(boss) == {"crema:administrator"}


@pytest.mark.parametrize("decision", ["change", "suspend", "remove", "reset"])
@pytest.mark.parametrize("actor", ["administrator", "superuser"])
def test_nobody_decides_over_a_superuser(crema: Member, boss: User, decision: str, actor: str) -> None:
    system = person_of(crema, "editor", name="sistema")
    User.objects.filter(pk=system.pk).update(is_superuser=True)
    by = boss if actor == "administrator" else User.objects.create_superuser("zoe")
    with pytest.raises(ActionRefused, match=SUPERUSER):
        DECISIONS[decision](User.objects.get(pk=system.pk), crema, by)


@pytest.mark.parametrize("decision", ["change", "suspend", "remove", "reset"])
def test_nobody_decides_over_who_does_not_work_there(boss: User, crema: Member, izano: Member, decision: str) -> None:
    other = person_of(izano, "editor")
    with pytest.raises(ActionRefused, match=r"non lavora per|altri enti"):
        DECISIONS[decision](other, crema, boss)
    assert roles_of(other) == {"izano:editor"}


@pytest.mark.parametrize(("slug", "role"), [("izano", "editor"), ("consorzio", "editor"), ("consorzio", "auditor")])
def test_an_administrator_gives_no_role_of_another_member(
    boss: User, colleague: User, crema: Member, slug: str, role: str
) -> None:
    other = role_at(Member.objects.get(slug=slug), role)
    with pytest.raises(ActionRefused, match=ONLY_ADMINISTRATORS):
        change_role(colleague, other, by=boss)
    with pytest.raises(ActionRefused, match=ONLY_ADMINISTRATORS):
        invite("nuova@crema.example", other, by=boss)
    assert roles_of(colleague) == {"crema:editor"}


def test_a_new_role_takes_the_place_of_the_old_one_and_leaves_others_alone(
    boss: User, colleague: User, crema: Member, izano: Member
) -> None:
    colleague.groups.add(role_at(izano, "editor").group, role_at(crema, "publisher").group)
    change_role(colleague, role_at(crema, "administrator"), by=boss)
    assert roles_of(colleague) == {"crema:administrator", "izano:editor"}
    entry = ModelLogEntry.objects.get(action="people.role_changed")
    assert (entry.user, entry.object_id, entry.message) == (
        boss, str(crema.pk), "Ruolo cambiato: bice (Redattore, Responsabile della pubblicazione → Amministratore)"
    )  # fmt: skip


def test_a_suspension_holds_in_running_sessions_and_only_at_this_member(
    boss: User, crema: Member, izano: Member, admin_site: Callable[[User], Client]
) -> None:
    person = person_of(crema, "publisher", name="dario")
    person.groups.add(role_at(izano, "editor").group)
    running = admin_site(person)
    assert running.get(HOME).status_code == 200
    suspend_person(person, crema, by=boss)
    assert running.get(HOME)["Location"].startswith("/admin/login/")
    assert roles_of(person) == {"izano:editor"}
    assert User.objects.get(pk=person.pk).is_active
    with pytest.raises(ActionRefused, match="prima riattivala"):
        change_role(person, role_at(crema, "editor"), by=boss)
    resume_person(person, crema, by=boss)
    assert roles_of(person) == {"crema:publisher", "izano:editor"}
    assert not SuspendedRole.objects.exists()


def test_whoever_is_removed_keeps_the_account_and_roles_elsewhere(
    boss: User, colleague: User, crema: Member, izano: Member, admin_site: Callable[[User], Client]
) -> None:
    colleague.groups.add(role_at(izano, "editor").group)
    running = admin_site(colleague)
    remove_person(colleague, crema, by=boss)
    assert roles_of(colleague) == {"izano:editor"}
    assert running.get(HOME).status_code == 302
    assert admin_site(User.objects.get(pk=colleague.pk)).get(HOME).status_code == 200


def test_the_last_administrator_does_not_go_and_the_last_but_one_does(boss: User, crema: Member) -> None:
    closed = person_of(crema, "administrator", name="chiusa")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(ActionRefused, match="Sei l’unico amministratore"):
        remove_person(boss, crema, by=boss)
    person_of(crema, "administrator", name="altra")
    remove_person(boss, crema, by=boss)
    assert roles_of(boss) == set()


def test_who_is_no_administrator_there_leaves_a_member_that_has_none(crema: Member, consortium: Member) -> None:
    """The consortium's administrator, who helped at a town hall as an editor."""
    helper = person_of(consortium, "administrator", name="capo")
    helper.groups.add(role_at(crema, "editor").group)
    remove_person(helper, crema, by=helper)
    assert roles_of(helper) == {"consorzio:administrator"}


def test_a_suspended_administrator_does_not_count_as_one(boss: User, crema: Member) -> None:
    other = person_of(crema, "administrator", name="altra")
    suspend_person(other, crema, by=boss)
    with pytest.raises(ActionRefused, match="Sei l’unico amministratore"):
        remove_person(boss, crema, by=boss)


def test_after_a_reset_the_factors_and_sessions_are_gone_and_the_person_is_told(
    boss: User, colleague: User, crema: Member, admin_site: Callable[[User], Client], mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    running = admin_site(colleague)
    with django_capture_on_commit_callbacks(execute=True):
        reset(colleague, crema, boss)
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert running.get(HOME).status_code == 302
    (message,) = mailoutbox
    assert (message.to, "sono stati tolti i secondi fattori" in message.body) == ([colleague.email], True)
    assert ModelLogEntry.objects.get(action="signing_in.factors_reset").user == boss


@pytest.mark.parametrize("elsewhere", ["izano", "consorzio", "suspended at izano", "group of no member"])
def test_the_factor_of_who_works_elsewhere_too_is_not_an_administrators_to_reset(
    boss: User, colleague: User, crema: Member, izano: Member, elsewhere: str
) -> None:
    if elsewhere == "suspended at izano":
        SuspendedRole.objects.create(user=colleague, role=role_at(izano, "editor"))
    elif elsewhere == "group of no member":
        colleague.groups.add(Group.objects.create(name="altro"))
    else:
        colleague.groups.add(role_at(Member.objects.get(slug=elsewhere), "editor").group)
    with pytest.raises(ActionRefused, match="altri enti"):
        reset(colleague, crema, boss)
    assert Authenticator.objects.filter(user=colleague).exists()


def test_the_consortiums_administrator_resets_it_then(colleague: User, crema: Member, izano: Member) -> None:
    colleague.groups.add(role_at(izano, "publisher").group)
    reset(colleague, crema, person_of(Member.objects.get(slug="consorzio"), "administrator"))
    assert not Authenticator.objects.filter(user=colleague).exists()
