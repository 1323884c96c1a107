"""«Persone» in the admin: what it shows, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from federation.actions.invite import invite
from federation.actions.suspend_person import suspend_person
from federation.models import Invitation, Member, User
from federation.views.people.people import PeopleView
from tests.admin_desk import Desk
from tests.people.conftest import person_of, role_at, roles_of

pytestmark = pytest.mark.django_db
LIST, INVITE = "/admin/persone/", "/admin/persone/invita/"


def rows(desk: Desk, query: str = "") -> dict[str, Any]:
    return {row.name: row for row in desk.read("federation_people", query=query).context["object_list"]}


def test_the_list_says_who_works_here_since_when_and_how_safely(
    boss: User, boss_desk: Desk, colleague: User, crema: Member, izano: Member
) -> None:
    person_of(izano, "editor", name="di-izano")
    User.objects.filter(pk=boss.pk).update(first_name="Ada", last_name="Rossi", last_login=timezone.now())
    Authenticator.objects.create(user=boss, type="totp", data={})
    Authenticator.objects.create(user=colleague, type="recovery_codes", data={})
    suspended, closed = person_of(crema, "publisher", name="sara"), person_of(crema, "editor", name="olga")
    suspend_person(suspended, crema, by=boss)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    invite("carla@crema.example", role_at(crema, "editor"), by=boss)
    invite("tardi@crema.example", role_at(crema, "publisher"), by=boss)
    Invitation.objects.filter(email__startswith="tardi").update(expires_on=timezone.localdate() - timedelta(days=1))
    found = rows(boss_desk)
    shown = {(r.name, r.roles, re.split(r" il | al ", r.state)[0], r.second_factor) for r in found.values()}
    assert shown == {
        ("Ada Rossi", "Amministratore", "attiva", "sì"),
        ("bice", "Redattore", "attiva", "no"),
        ("sara", "Responsabile della pubblicazione", "sospesa", "no"),
        ("olga", "Redattore", "disattivata", "no"),
        ("carla@crema.example", "Redattore", "invito fino", ""),
        ("tardi@crema.example", "Responsabile della pubblicazione", "invito scaduto", ""),
    }  # fmt: skip
    assert found["Ada Rossi"].last_sign_in
    page = boss_desk.client.get(LIST).text
    for row in found.values():
        assert row.url.replace("&", "&amp;") in page
        assert boss_desk.client.get(row.url).status_code == 200


def test_a_member_without_people_is_told_how_to_begin(izano: Member, administrator_desk: Desk) -> None:
    page = administrator_desk.client.get(f"{LIST}?ente=izano").text
    assert "Nessuno lavora ancora per «Comune di Izano»" in page
    assert "/admin/persone/invita/?ente=izano" in page


def test_a_long_list_comes_in_pages_of_the_same_member(
    boss_desk: Desk, crema: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleView, "paginate_by", 2)
    for number in range(4):
        person_of(crema, "editor", name=f"persona-{number}")
    page = boss_desk.client.get(f"{LIST}?ente=crema&p=2")
    assert len(page.context["object_list"]) == 2
    assert "ente=crema&amp;p=3" in page.text


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_costs_the_same_for_one_and_for_ten(
    boss_desk: Desk, crema: Member, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        person_of(crema, "editor", name=f"persona-{number}")
    boss_desk.client.get(LIST)
    with django_assert_max_num_queries(22):
        boss_desk.client.get(LIST)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("slug", "role"),
    [("crema", "editor"), ("crema", "publisher"), ("izano", "administrator"), ("consorzio", "editor"),
     ("consorzio", "publisher")],
)  # fmt: skip
def test_no_other_role_opens_or_changes_anything_of_it(
    colleague: User, boss: User, crema: Member, admin_site: Callable[[User], Client], slug: str, role: str
) -> None:
    client = admin_site(person_of(Member.objects.get(slug=slug), role, name="zoe"))
    pending = invite("carla@crema.example", role_at(crema, "editor"), by=boss)
    for path in (LIST, INVITE, f"{LIST}{colleague.pk}/", f"{LIST}inviti/{pending.pk}/"):
        for query in ("?ente=crema", "") if slug != "izano" else ("?ente=crema",):
            assert client.get(path + query).status_code in (302, 403, 404), path
            for action in ("ruolo", "sospendi", "togli", "ritira", "rinvia"):
                forged = {"azione": action, "role": "administrator", "email": "preso@crema.example"}
                assert client.post(path + query, forged).status_code in (302, 403, 404), path
    assert roles_of(colleague) == {"crema:editor"}
    assert list(Invitation.objects.pending()) == [pending]
    assert ("Persone" in client.get("/admin/").text) == (role == "administrator")


def test_an_auditor_reads_who_works_where_and_has_no_button(
    colleague: User, boss: User, crema: Member, izano: Member, consortium: Member, admin_site: Callable[[User], Client]
) -> None:
    client = admin_site(person_of(consortium, "auditor", name="zoe"))
    pending = invite("carla@crema.example", role_at(crema, "editor"), by=boss)
    assert client.get(LIST)["Location"] == f"{LIST}?ente=consorzio"
    for path, text in (
        (LIST, "bice"), (f"{LIST}{colleague.pk}/", "Redattore"), (f"{LIST}inviti/{pending.pk}/", "carla@crema.example"),
    ):  # fmt: skip
        page = client.get(f"{path}?ente=crema")
        assert (page.status_code, text in page.text) == (200, True), path
        assert 'name="azione"' not in page.text
        assert "/persone/invita/" not in page.text
    assert "/persone/invita/" not in client.get(f"{LIST}?ente=izano").text, "where nobody works yet"
    assert "Persone" in client.get("/admin/").text
    assert client.get(f"{INVITE}?ente=crema").status_code == 302
    for path in (INVITE, f"{LIST}{colleague.pk}/", f"{LIST}inviti/{pending.pk}/"):
        for action in ("ruolo", "sospendi", "togli", "ritira", "rinvia"):
            forged = {"azione": action, "role": "administrator", "email": "preso@crema.example"}
            assert client.post(f"{path}?ente=crema", forged).status_code in (302, 403, 404), path
    assert roles_of(colleague) == {"crema:editor"}
    assert list(Invitation.objects.pending()) == [pending]


def test_who_administers_one_member_and_audits_all_reads_the_others_people(
    boss: User, boss_desk: Desk, colleague: User, crema: Member, izano: Member, consortium: Member
) -> None:
    boss.groups.add(role_at(consortium, "auditor").group)
    stranger = person_of(izano, "editor", name="ida")
    path = f"{LIST}{stranger.pk}/?ente=izano"
    assert 'name="azione"' not in boss_desk.client.get(path).text
    boss_desk.client.post(path, {"azione": "sospendi"})
    assert boss_desk.client.get(f"{INVITE}?ente=izano").status_code == 302
    assert roles_of(stranger) == {"izano:editor"}
    own = f"{LIST}{colleague.pk}/?ente=crema"
    assert 'value="sospendi"' in boss_desk.client.get(own).text
    boss_desk.client.post(own, {"azione": "sospendi"})
    assert roles_of(colleague) == set()


def test_the_consortiums_administrator_opens_every_members_people_and_stays_at_its_own_without_a_name(
    crema: Member, consortium: Member, colleague: User, admin_site: Callable[[User], Client]
) -> None:
    desk = Desk(admin_site(person_of(consortium, "administrator", name="capo")))
    assert [row.name for row in desk.client.get(LIST, follow=True).context["object_list"]] == ["capo"]
    assert set(rows(desk, "ente=crema")) == {"bice"}
    button = f"/admin/persone/?ente={crema.slug}"
    assert button in desk.read("federation_members:edit", crema.pk).text
    assert desk.client.get(f"{LIST}?ente=nessuno").status_code == 404


def test_what_is_done_to_the_people_of_one_of_several_members_is_in_the_address(
    boss: User, boss_desk: Desk, colleague: User, crema: Member, offanengo: Member
) -> None:
    """A form from a bookmark, sent after another tab went to another member, changes nobody's people."""
    for person in (boss, colleague):
        person.groups.add(role_at(offanengo, "administrator").group)
    invited = {"email": "carla@crema.example", "role": "editor"}
    screens = {INVITE: invited, f"{LIST}{colleague.pk}/": {"azione": "togli"}}
    for path in (LIST, *screens):
        assert boss_desk.client.get(path + "?p=1")["Location"] == f"{path}?p=1&ente=crema"
    boss_desk.post("federation_switch", ente="offanengo")
    for path, data in screens.items():
        assert boss_desk.client.post(path, data | {"member_on_screen": crema.pk}).status_code == 302
    assert roles_of(colleague) == {"crema:editor", "offanengo:administrator"}
    assert not Invitation.objects.exists()
    boss_desk.read("wagtailadmin_home")  # which shows the refusals
    boss_desk.post("federation_invite", query="ente=crema", members_confirmed=crema.pk, **invited)
    assert Invitation.objects.get().role.member == crema
