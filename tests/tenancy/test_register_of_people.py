"""What the register says of people belongs to the members at which they worked when it happened."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from wagtail.log_actions import log

from federation.actions.admit import Authority, Vouched, admit
from federation.actions.remove_person import remove_person
from federation.actions.suspend_person import suspend_person
from federation.models import AuditEntry, Member, MemberRole, User
from federation.tenancy.audit import register_of
from tests.publishing import section_of
from tests.tenancy.test_register import desk_of, person

pytestmark = pytest.mark.django_db

SPID = Authority("https://spid.example", members=None, roles=frozenset({"editor"}))


@pytest.fixture
def anna(izano: Member) -> User:
    return person(izano, "editor", "anna")


@pytest.fixture
def izano_chief(izano: Member) -> User:
    return person(izano, "administrator")


@pytest.fixture
def crema_chief(crema: Member) -> User:
    return person(crema, "administrator")


def signs_in(user: User, network: str) -> None:
    log(user, "signing_in.signed_in", user=user, data={"network": network})


def joins(user: User, member: Member) -> None:
    user.groups.add(MemberRole.objects.get(member=member, role="editor").group)


def read_by(chief: User, about: User) -> list[tuple[str, str]]:
    """What she reads in the register of a person: action and network, oldest first."""
    seen = register_of(User.objects.get(pk=chief.pk)).filter(about=about).order_by("pk")
    return [(line.action, line.data.get("network", "")) for line in seen]


def test_who_is_suspended_takes_no_evidence_along(anna: User, izano: Member, crema: Member, izano_chief: User) -> None:
    signs_in(anna, "strange")
    desk_of(anna).read("wagtailadmin_pages:edit", section_of(crema).pk, status=404)
    evidence = [("signing_in.signed_in", "strange"), ("signing_in.signed_in", ""),
                ("tenancy.refused_address", "")]  # fmt: skip
    assert read_by(izano_chief, anna) == evidence
    suspend_person(anna, izano, by=izano_chief)
    assert read_by(izano_chief, anna) == evidence
    signs_in(anna, "again")
    assert read_by(izano_chief, anna) == [*evidence, ("signing_in.signed_in", "again")]
    remove_person(anna, izano, by=izano_chief)
    signs_in(anna, "later")
    assert read_by(izano_chief, anna) == [*evidence, ("signing_in.signed_in", "again")]


def test_a_new_member_reads_nothing_of_what_was_before(
    anna: User, izano: Member, crema: Member, izano_chief: User, crema_chief: User
) -> None:
    signs_in(anna, "izano")
    desk_of(anna).read("wagtailadmin_pages:edit", section_of(crema).pk, status=404)
    remove_person(anna, izano, by=izano_chief)
    joins(anna, crema)
    assert read_by(crema_chief, anna) == []
    signs_in(anna, "crema")
    assert read_by(crema_chief, anna) == [("signing_in.signed_in", "crema")]
    assert ("signing_in.signed_in", "crema") not in read_by(izano_chief, anna)


def test_who_works_for_two_members_is_read_by_both_and_a_role_by_its_own(
    izano: Member, crema: Member, izano_chief: User, crema_chief: User
) -> None:
    dora = admit(Vouched("dora", grants=(("izano", "editor"), ("crema", "editor"))), SPID)
    signs_in(dora, "both")
    for chief in (izano_chief, crema_chief):
        assert read_by(chief, dora) == [("signing_in.signed_in", "both")]
    admit(Vouched("dora", grants=(("crema", "editor"),)), SPID)
    told = {
        chief: [(line.action, line.member.slug) for line in register_of(chief).filter(action__contains=".role_")]
        for chief in (izano_chief, crema_chief)
    }
    assert told == {
        izano_chief: [("signing_in.role_withdrawn", "izano"), ("signing_in.role_granted", "izano")],
        crema_chief: [("signing_in.role_granted", "crema")],
    }
    assert "izano" not in desk_of(crema_chief).read("federation_register").text.lower()


def test_the_consortium_reads_of_everybody_also_of_who_works_for_nobody(anna: User, consortium: Member) -> None:
    anna.groups.clear()
    signs_in(anna, "nobody")
    assert ("signing_in.signed_in", "nobody") in read_by(person(consortium, "auditor"), anna)


def test_lines_from_before_go_to_who_knew_the_person_then_and_to_nobody_else(
    anna: User, izano: Member, crema: Member, izano_chief: User, crema_chief: User
) -> None:
    """What the migration finds: Anna worked for Izano, and now for Crema."""
    signs_in(anna, "izano")
    log(anna, "signing_in.role_granted", data={"role": "editor", "member": "Izano", "issuer": SPID.issuer})
    log(izano, "people.removed", user=izano_chief, data={"person": anna.pk, "name": "anna"})
    anna.groups.clear()
    joins(anna, crema)
    log(crema, "people.invitation_accepted", user=anna, data={"person": anna.pk, "name": "anna"})
    signs_in(anna, "crema")
    AuditEntry.members_then.through.objects.all().delete()
    fill: Any = import_module("federation.migrations.0018_fill_audited_members").fill
    fill(apps, None)
    assert read_by(crema_chief, anna) == [("signing_in.signed_in", "crema")]
    assert read_by(izano_chief, anna) == [("signing_in.role_granted", "")]
