"""The register: who did what on whose thing, for the member its own, for the consortium all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from federation.actions.admit import Authority, Vouched, admit
from federation.actions.change_role import change_role
from federation.actions.forget_sign_ins import forget_sign_ins
from federation.actions.invite import invite
from federation.actions.reset_second_factor import reset_second_factor
from federation.actions.suspend_person import suspend_person
from federation.models import (
    AuditEntry,
    Channel,
    Member,
    MemberRole,
    Mode,
    User,
)
from tests.admin_desk import URLS, Desk
from tests.publishing import placement_of, publish_news, section_of

pytestmark = pytest.mark.django_db


def person(member: Member, role: str, name: str = "") -> User:
    user = User.objects.create_user(name or f"{member.slug}-{role}", password="prova")
    user.groups.add(MemberRole.objects.get(member=member, role=role).group)
    return user


def desk_of(user: User) -> Desk:
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(user)
    return Desk(client)


def lines(desk: Desk, query: str = "") -> list[AuditEntry]:
    return list(desk.read("federation_register", query=query).context["object_list"])


def exported(desk: Desk, query: str = "") -> str:
    response = desk.read("federation_register", query=f"export=csv&{query}")
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def world(crema: Member, izano: Member) -> None:
    """Something of each kind, at two members."""
    for member in (crema, izano):
        editor = person(member, "editor")
        page = publish_news(member, title=f"Notizia di {member.slug}")
        log(page, "wagtail.edit", user=editor)
        log(member.brand, "wagtail.edit", user=editor, title=f"Aspetto di {member.slug}")
        log(editor, "signing_in.signed_in", user=editor, data={"network": f"192.0.{member.pk}.0/24"})


def test_a_members_administrator_reads_of_its_things_and_people_and_of_no_others(world: None, crema: Member) -> None:
    desk = desk_of(person(crema, "administrator"))
    told = {(line.member and line.member.slug, line.label) for line in lines(desk)}
    assert ("crema", "Notizia di crema") in told
    assert ("crema", "Aspetto di crema") in told
    assert (None, "crema-editor") in told
    for text in (desk.read("federation_register").text, exported(desk), exported(desk, "member=izano")):
        assert "izano" not in text.replace("member=izano", "").lower()


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_the_consortium_reads_all(world: None, consortium: Member, role: str) -> None:
    desk = desk_of(person(consortium, role))
    assert {line.member.slug for line in lines(desk) if line.member} >= {"crema", "izano"}
    assert "Notizia di izano" in exported(desk)


@pytest.mark.parametrize(("slug", "role"), [("crema", "editor"), ("crema", "publisher"), ("consorzio", "publisher")])
def test_others_do_not_open_it(consortium: Member, crema: Member, slug: str, role: str) -> None:
    desk = desk_of(person(Member.objects.get(slug=slug), role))
    assert desk.client.get(reverse("federation_register", urlconf=URLS)).status_code == 302
    assert "reports/registro" not in desk.read("wagtailadmin_home").text


def test_it_is_filtered_by_period_person_member_and_action(world: None, consortium: Member) -> None:
    desk = desk_of(person(consortium, "administrator"))
    assert {line.member.slug for line in lines(desk, "member=crem") if line.member} == {"crema"}
    assert {line.person_name for line in lines(desk, "person=izano-editor")} == {"izano-editor"}
    assert {line.action for line in lines(desk, "action=signing_in.signed_in")} == {"signing_in.signed_in"}
    yesterday = timezone.localdate() - timedelta(days=1)
    assert lines(desk, f"timestamp_to={yesterday}") == []
    assert "Nessuna riga" in desk.read("federation_register", query=f"timestamp_to={yesterday}").text


@pytest.mark.ci
def test_it_costs_the_same_however_long_it_is(world: None, crema: Member) -> None:
    desk = desk_of(person(crema, "administrator"))

    def cost() -> int:
        desk.read("federation_register")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.read("federation_register")
        return len(captured)

    few = cost()
    for number in range(20):
        log(publish_news(crema, title=f"Altra {number}"), "wagtail.edit", user=None)
    assert cost() == few


def test_a_title_is_no_formula_in_a_spreadsheet(crema: Member) -> None:
    log(crema.brand, "wagtail.edit", title='=HYPERLINK("http://x")')
    assert "'=HYPERLINK" in exported(desk_of(person(crema, "administrator")))


def test_a_form_of_the_consortium_is_remembered_before_and_after(consortium: Member, crema: Member) -> None:
    publisher = person(consortium, "publisher")
    desk_of(publisher).fill("federation_members:edit", crema.pk, province="BG")
    line = AuditEntry.objects.get(action="wagtail.edit", member=crema)
    assert line.data["changes"] == {"Provincia": [crema.province, "BG"]}
    assert (line.person, "«BG»" in line.details) == (publisher, True)


def test_a_decision_and_a_subscription_are_remembered_before_and_after(notice: Any, offanengo: Member) -> None:
    publisher = person(offanengo, "publisher")
    desk = desk_of(publisher)
    desk.post("federation_received_item", placement_of(notice, offanengo).pk, azione="accetta")
    desk.post("federation_channels", canale=Channel.objects.get(slug="banda").pk, arrivo=Mode.OFF)
    publisher_lines = AuditEntry.objects.filter(member=offanengo, person=publisher)
    changes = {line.action: line.data["changes"] for line in publisher_lines}
    assert changes["federation.decide"]["Decisione"] == ["Da decidere", "Pubblicato"]
    assert changes["federation.subscribe"]["Banda"][1] == str(Mode.OFF.label)


def test_a_page_that_was_edited_leads_to_its_comparison(crema: Member) -> None:
    page = publish_news(crema, title="Prima")
    page.save_revision(log_action=True)
    page.title = "Dopo"
    revision = page.save_revision(log_action=True)
    entry = next(line for line in lines(desk_of(person(crema, "administrator"))) if line.revision_id == revision.pk)
    assert entry.comparison.endswith(f"...{revision.pk}/")  # type: ignore[attr-defined]


def test_a_line_stays_with_its_member_when_the_thing_is_gone(crema: Member) -> None:
    desk = desk_of(person(crema, "publisher"))
    page = publish_news(crema, title="Breve")
    desk.delete(page)
    assert "wagtail.delete" in {line.action for line in lines(desk_of(person(crema, "administrator")))}


def test_what_the_gate_refuses_is_counted_and_not_piled_up(crema: Member, izano: Member) -> None:
    curious = person(crema, "editor")
    desk = desk_of(curious)
    for _ in range(5):
        desk.read("wagtailadmin_pages:edit", section_of(izano).pk, status=404)
    line = AuditEntry.objects.get(action="tenancy.refused_address")
    assert (line.about, line.member, line.data["count"]) == (curious, None, 5)
    assert "5 volte" in line.details
    assert "tenancy.refused_address" in {line.action for line in lines(desk_of(person(crema, "administrator")))}
    assert lines(desk_of(person(izano, "administrator")), "action=tenancy.refused_address") == []


def test_sign_ins_and_refusals_are_forgotten_after_a_year_and_the_rest_stays(crema: Member, settings: Any) -> None:
    editor = person(crema, "editor")
    with time_machine.travel(timezone.now() - timedelta(days=settings.SIGN_IN_DAYS + 1)):
        log(editor, "signing_in.signed_in", user=editor)
        log(editor, "tenancy.refused_address", user=editor)
        log(editor, "signing_in.role_granted")
        log(editor, "signing_in.factors_reset")
        log(crema.brand, "wagtail.edit", user=editor)
    log(editor, "signing_in.signed_out", user=editor)
    forget_sign_ins()
    for model in (AuditEntry, ModelLogEntry):
        left = set(model.objects.values_list("action", flat=True))
        kept = {"wagtail.edit", "signing_in.signed_out", "signing_in.role_granted", "signing_in.factors_reset"}
        assert left - {"wagtail.create"} == kept


def test_a_decision_about_a_person_says_about_whom_and_which_role_before_and_after(crema: Member) -> None:
    boss, anna = person(crema, "administrator"), person(crema, "editor", "anna")
    User.objects.filter(pk=anna.pk).update(first_name="Anna", last_name="Rossi")
    anna.refresh_from_db()
    change_role(anna, MemberRole.objects.get(member=crema, role="administrator"), by=boss)
    suspend_person(anna, crema, by=boss)
    invite("carla@crema.example", MemberRole.objects.get(member=crema, role="publisher"), by=boss)
    desk = desk_of(boss)
    told = {line.action: line.details for line in lines(desk) if line.action.startswith("people.")}
    assert told == {
        "people.role_changed": "Anna Rossi (Redattore → Amministratore)",
        "people.suspended": "Anna Rossi (Amministratore)",
        "people.invited": "carla@crema.example (Responsabile della pubblicazione)",
    }
    assert "Anna Rossi (Redattore → Amministratore)" in desk.read("federation_register").text
    assert "Anna Rossi (Redattore → Amministratore)" in exported(desk)
    assert {line.action for line in lines(desk, "person=rossi")} == {"people.role_changed", "people.suspended"}


def test_an_identity_providers_word_and_a_reset_say_what_was_given_and_taken(crema: Member) -> None:
    spid = Authority("https://spid.example", members=None, roles=frozenset({"editor", "publisher"}))
    dora = admit(Vouched("dora", grants=(("crema", "editor"),)), spid)
    admit(Vouched("dora", grants=(("crema", "publisher"),)), spid)
    Authenticator.objects.create(user=dora, type="totp", data={})
    reset_second_factor(dora)
    log(dora, "signing_in.factor_added", data={"factor": "webauthn", "network": "192.0.2.0/24"})
    desk = desk_of(person(crema, "administrator"))
    told = {line.details.replace(dora.username, "dora") for line in lines(desk, f"person={dora.username}")}
    assert told == {
        "dora (Redattore); https://spid.example",
        "dora (Responsabile della pubblicazione); https://spid.example",
        "tolti: 1",
        "passkey; 192.0.2.0/24",
    }
