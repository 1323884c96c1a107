"""Who reaches which rows of the staff's screens, also by an address that was typed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from federation.models import Association, Brand, Channel, HostAlias, Member, MemberRole, Subscription, User
from tests.admin_desk import URLS, Desk
from tests.conftest import publisher_of

pytestmark = pytest.mark.django_db

STAFF_LISTS = ("federation_members", "federation_channel_register", "federation_associations")
GROUPS = (*STAFF_LISTS, "federation_brands")


@pytest.fixture
def suap(crema: Member) -> Association:
    return Association.objects.create(name="SUAP", slug="suap")


@pytest.fixture
def people(
    crema: Member, consortium: Member, outsider: User, admin_site: Callable[[User], Client]
) -> dict[str, Client]:
    """Everybody who is nobody here: an editor of Crema (not its publisher), one of the consortium, the publisher of
    a member that has left, and an outsider."""
    gone = Member.objects.get(slug="offanengo")
    people = {"of a member that has left": publisher_of(gone), "outsider": outsider}
    Member.objects.filter(pk=gone.pk).update(status=Member.Status.LEFT)
    for member in (crema, consortium):
        editor = User.objects.create_user(f"redattore-{member.slug}")
        editor.groups.add(MemberRole.objects.get(member=member, role=MemberRole.Role.EDITOR).group)
        people[f"editor of {member.slug}"] = editor
    return {name: admin_site(user) for name, user in people.items()}


def every_address(rows: dict[str, Any]) -> list[str]:
    """All screens of these rows by namespace; a namespace without a row has its list and the form of a new one."""
    found = []
    for group in GROUPS:
        names = [("index", ()), ("index_results", ()), *([("add", ())] if group != "federation_brands" else [])]
        if group in rows:
            pk = (rows[group].pk,)
            names += [("edit", pk), ("history", pk), ("history_results", pk)]
            names += [("leave", pk)] if group == "federation_members" else []
            names += [("delete", pk)] if group in STAFF_LISTS[1:] else []
        found += [reverse(f"{group}:{name}", args=args, urlconf=URLS) for name, args in names]
    return found


def contents() -> list[Any]:
    models = (Member, Brand, Channel, Association, HostAlias, Subscription)
    return [list(model.objects.order_by("pk").values()) for model in models]


FORGED = {
    "name": "Mio", "slug": "mio", "hostname": "mio.localhost", "kind": "consortium", "status": "member",
    "on": "2026-01-01", "palette": "rosso", "owner": 1, "audience_kind": "staff", "default_obligation": "optional",
    "members": [], "aliases": "mio.localhost",
}  # fmt: skip


def attempts(client: Client, addresses: list[str]) -> dict[str, set[int]]:
    return {url: {client.get(url).status_code, client.post(url, FORGED).status_code} for url in addresses}


@pytest.mark.ci
def test_whoever_has_no_role_here_reaches_no_screen_and_changes_nothing(
    people: dict[str, Client], crema: Member, channel: Channel, suap: Association
) -> None:
    rows = dict(zip(GROUPS, (crema, channel, suap, crema.brand), strict=True))
    before = contents()
    for name, client in people.items():
        answers = attempts(client, every_address(rows))
        assert set().union(*answers.values()) <= {302, 403, 404}, name
    assert contents() == before


def test_a_members_publisher_reaches_no_row_of_another_and_no_list_of_the_staff(
    crema: Member, izano: Member, channel: Channel, suap: Association, crema_desk: Desk
) -> None:
    others = dict(zip(GROUPS, (izano, channel, suap, izano.brand), strict=True))
    own_list = {reverse(f"federation_brands:{name}", urlconf=URLS) for name in ("index", "index_results")}
    before = contents()
    own_member = [reverse(f"federation_members:{name}", args=[crema.pk], urlconf=URLS) for name in ("edit", "leave")]
    hidden = [url for url in every_address(others) if url not in own_list]
    assert set().union(*attempts(crema_desk.client, hidden + own_member).values()) <= {302, 403, 404}
    assert contents() == before
    assert "Izano" not in crema_desk.read("federation_brands:index_results").text


def test_a_publisher_with_channels_keeps_its_own_but_not_whose_they_are_nor_the_law(
    crema: Member, izano: Member, channel: Channel, crema_desk: Desk, suap: Association
) -> None:
    own = Channel.objects.create(owner=crema, name="Teatro", slug="teatro")
    listed = crema_desk.read("federation_channel_register:index")
    assert list(listed.context["object_list"]) == [own]
    before = contents()
    others = dict(zip(STAFF_LISTS, (izano, channel, suap), strict=True))
    lists = {reverse(f"federation_channel_register:{name}", urlconf=URLS) for name in ("index", "index_results")}
    hidden = [url for url in every_address(others) if url not in lists and "/aspetto/" not in url]
    hidden.append(reverse("federation_channel_register:delete", args=[own.pk], urlconf=URLS))
    assert set().union(*attempts(crema_desk.client, hidden).values()) <= {302, 403, 404}
    assert contents() == before
    crema_desk.fill(
        "federation_channel_register:edit", own.pk, name="Teatro e musica", owner=izano.pk, slug="altro", duty=True,
        subscribe="automatic",
    )  # fmt: skip
    own.refresh_from_db()
    assert (own.name, own.owner, own.slug, own.duty) == ("Teatro e musica", crema, "teatro", False)
    assert not own.subscriptions.exists()


def test_each_person_sees_the_menu_of_what_they_reach(
    crema: Member, desk: Desk, crema_desk: Desk, people: dict[str, Client]
) -> None:
    def menu(client: Client) -> set[str]:
        text = client.get("/admin/").text
        return {
            place for place in ("enti", "canali", "gestioni-associate") if f"/admin/federazione/{place}/" in text
        } | ({"aspetto"} if "/admin/aspetto/" in text else set())

    assert menu(desk.client) == {"enti", "canali", "gestioni-associate", "aspetto"}
    assert menu(crema_desk.client) == {"aspetto"}
    assert menu(people["editor of consorzio"]) == set()
    Channel.objects.create(owner=crema, name="Teatro", slug="teatro")
    assert menu(crema_desk.client) == {"aspetto", "canali"}


def test_wagtails_group_screen_offers_no_permission_that_would_do_nothing(administrator_desk: Desk) -> None:
    codenames = administrator_desk.read("wagtailusers_groups:add").context["form"].fields["permissions"].queryset
    assert not codenames.filter(content_type__app_label="federation", codename__contains="channel").exists()
