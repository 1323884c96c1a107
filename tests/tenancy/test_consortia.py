"""Only an active consortium runs the sites of all: one that leaves, or is something else now, has its own alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from federation.actions.leave import leave
from federation.actions.rejoin import rejoin
from federation.models import Member, MemberRole, User
from federation.tenancy.audit import register_of
from federation.tenancy.reach import reach_of
from tests.admin_desk import URLS, Desk
from tests.conftest import new_member
from tests.publishing import publish_news
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
ROLES = ("editor", "publisher", "administrator", "auditor")


@pytest.fixture
def other(consortium: Member) -> Member:
    """A second consortium."""
    return new_member("valli", kind=Member.Kind.CONSORTIUM)


@pytest.fixture
def its_people(other: Member) -> dict[str, User]:
    return {role: person("valli", role) for role in ROLES}


@pytest.fixture
def staff(consortium: Member, admin_site: Any) -> Desk:
    return Desk(admin_site(person("consorzio", "administrator")))


def runs_all(member: Member) -> set[str]:
    """Of pages, of files, by whom of its people."""
    held = Group.objects.filter(member_role__member=member)
    pages = GroupPagePermission.objects.filter(group__in=held, page=Page.get_first_root_node())
    files = GroupCollectionPermission.objects.filter(group__in=held, collection=Collection.get_first_root_node())
    people = User.objects.filter(groups__in=held)
    return {
        *(["pages"] if pages.exists() else []),
        *(["files"] if files.exists() else []),
        *(user.username for user in people if reach_of(user).everything),
    }


def members_read_by(user: User) -> set[Member | None]:
    """Whose lines of the register somebody who comes back now reads."""
    return {line.member for line in register_of(User.objects.get(pk=user.pk))}


ALL = {"pages", "files", *(f"valli-{role}" for role in ROLES)}


def test_a_consortium_that_leaves_keeps_its_own_site_alone_and_has_all_again_when_it_comes_back(
    other: Member, its_people: dict[str, User], izano: Member
) -> None:
    page = publish_news(izano, title="Altrove", slug="altrove")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    assert runs_all(other) == ALL
    assert izano in members_read_by(its_people["auditor"])
    assert enter(its_people["editor"]).get(edit).status_code == 200
    leave(other, on=timezone.localdate())
    assert runs_all(other) == set()
    for role, user in its_people.items():
        assert enter(user).get(edit).status_code == 404, role
        home = reverse("wagtailadmin_explore", args=[other.site.root_page_id], urlconf=URLS)  # type: ignore[union-attr]
        assert enter(user).get(home).status_code == 200, role
    assert izano not in members_read_by(its_people["auditor"])
    rejoin(other)
    assert runs_all(other) == ALL


def test_a_consortium_that_becomes_something_else_has_no_auditors_and_its_own_site_alone(
    other: Member, its_people: dict[str, User], staff: Desk
) -> None:
    staff.fill("federation_members:edit", other.pk, kind=Member.Kind.BODY)
    assert runs_all(other) == set()
    assert not MemberRole.objects.filter(member=other, role="auditor").exists()
    assert not its_people["auditor"].groups.exists()


def test_a_comune_that_becomes_a_consortium_has_what_a_consortium_has(crema: Member, staff: Desk) -> None:
    staff.fill("federation_members:edit", crema.pk, kind=Member.Kind.CONSORTIUM)
    crema.refresh_from_db()
    assert runs_all(crema) >= {"pages", "files"}
    assert crema.offered_collection is not None
    assert MemberRole.objects.filter(member=crema, role="auditor").exists()


def test_who_is_only_interested_runs_nothing_until_it_joins(other: Member, staff: Desk) -> None:
    Member.objects.filter(pk=other.pk).update(status=Member.Status.PROSPECT)
    call_command("grant_roles", verbosity=0)
    assert runs_all(other) == set()
    staff.fill("federation_members:edit", other.pk, status=Member.Status.JOINING)
    assert runs_all(other) == {"pages", "files"}


def test_the_command_takes_from_a_member_the_auditors_that_it_may_not_have(
    other: Member, its_people: dict[str, User]
) -> None:
    Member.objects.filter(pk=other.pk).update(kind=Member.Kind.BODY)
    call_command("grant_roles", verbosity=0)
    assert runs_all(other) == set()
    assert not its_people["auditor"].groups.exists()
