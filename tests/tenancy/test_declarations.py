"""What is added later is safe unless it says otherwise, and a test says when it is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.permissions import policy_registry

from federation.belongs import belonging_of
from federation.checks import check_belongings, check_guards
from federation.models import HostAlias, MemberRole, User
from federation.tenancy.policies import MemberPolicy
from federation.tenancy.table import BELONGS
from tests.tenancy.addresses import all_addresses
from tests.tenancy.crawling import Crawler
from tests.tenancy.test_crawl import crawler_as

pytestmark = pytest.mark.django_db
CARELESS = "tests.tenancy.careless_urls"


@pytest.fixture
def careless(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation to which somebody added views; roles may manage host aliases there."""
    settings.ADMIN_URLCONF = CARELESS
    monkeypatch.setitem(policy_registry.values_by_class, HostAlias, MemberPolicy(HostAlias))
    for role in MemberRole.objects.filter(role="administrator"):
        role.group.permissions.add(*Permission.objects.filter(content_type__model="hostalias"))


def crawl(world: Any, names: tuple[str, ...], person: str = "administrator") -> Crawler:
    """Only the addresses whose name or namespace is given."""
    crawler = crawler_as(world, person)
    addresses = [a for a in all_addresses(CARELESS) if a.name.partition(":")[0] in names]
    assert addresses
    for address in addresses:
        crawler.crawl(address)
    return crawler


def test_every_model_and_every_address_of_the_admin_declares_itself() -> None:
    assert check_belongings() == []
    assert check_guards() == []


def test_no_declaration_is_made_twice() -> None:
    labels = [label for group in BELONGS.values() for label in group]
    assert sorted(set(labels)) == sorted(labels)


def test_a_model_that_declares_nothing_is_an_error_of_the_system_check(forgotten_model: type[Model]) -> None:
    assert belonging_of(forgotten_model) is None
    assert [(error.id, error.msg) for error in check_belongings()] == [
        ("federation.E010", "federation.Forgotten does not declare to whom it belongs.")
    ]


def test_a_view_that_declares_nothing_is_an_error_of_the_system_check(careless: None) -> None:
    named = {error.msg.split("(")[1].split(")")[0].partition(":")[0] for error in check_guards()}
    assert named == {"silent", "stock"}


def test_a_view_that_declares_nothing_is_refused_to_all_but_superusers(world: Any, careless: None) -> None:
    crawler = crawl(world, ("silent", "stock"))
    assert crawler.findings == []
    assert crawler.let_in == 0
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(User.objects.create_superuser("installatore"))
    assert "zqizanosec" in client.get("/admin/silent/").text


def test_the_crawl_finds_a_list_that_claims_to_be_safe_and_is_not(world: Any, careless: None) -> None:
    findings = crawl(world, ("claimed",)).findings
    assert any("GET /admin/claimed/ (200): shows" in finding for finding in findings), findings


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("renamed", ("federation_hostalias", "was changed in hostname")),
        ("retitled", ("federation_item", "was changed in title")),
        ("left", ("federation_member", "was changed in status")),
    ],
)
def test_the_crawl_finds_a_write_that_claims_to_be_safe_and_is_not(
    world: Any, careless: None, name: str, harm: tuple[str, str]
) -> None:
    findings = crawl(world, (name,)).findings
    assert any(all(words in finding for words in harm) for finding in findings), findings


def test_an_owned_viewset_shows_and_changes_ones_own_and_nothing_else(world: Any, careless: None) -> None:
    crawler = crawl(world, ("owned",))
    assert crawler.findings == []
    own = world["crema"].shown[HostAlias]
    page = crawler.client.get("/admin/owned/").text
    assert own.hostname in page
    assert crawler.client.get(f"/admin/owned/edit/{own.pk}/").status_code == 200
    data = {"member": world["crema"].member.pk, "hostname": "rinominato.example.org"}
    assert crawler.client.post(f"/admin/owned/edit/{own.pk}/", data).status_code == 302
    assert HostAlias.objects.get(pk=own.pk).hostname == "rinominato.example.org"


@pytest.mark.parametrize("namespace", ["chooser", "wagtailsnippets_federation_hostalias"])
def test_an_owned_chooser_and_an_owned_snippet_show_ones_own_and_nothing_else(
    world: Any, careless: None, namespace: str
) -> None:
    crawler = crawl(world, (namespace,))
    assert crawler.findings == []
    path = reverse(f"{namespace}:{'choose' if namespace == 'chooser' else 'list'}", urlconf=CARELESS)
    assert world["crema"].shown[HostAlias].hostname in crawler.client.get(path).text


@pytest.mark.parametrize("namespace", ["owned", "wagtailsnippets_federation_hostalias"])
def test_an_owned_viewset_gives_nothing_away_to_another_member(world: Any, careless: None, namespace: str) -> None:
    """Whoever added it named the fields, or set panels on the viewset, and no form."""
    crawler = crawler_as(world, "administrator")
    own, other = world["crema"].shown[HostAlias], world["izano"].member
    edit = reverse(f"{namespace}:edit", args=[own.pk], urlconf=CARELESS)
    answer = crawler.client.post(edit, {"member": other.pk, "hostname": own.hostname})
    assert "member" in answer.context["form"].errors
    add = reverse(f"{namespace}:add", urlconf=CARELESS)
    assert [*crawler.client.get(add).context["form"].fields["member"].queryset] == [world["crema"].member]
    answer = crawler.client.post(add, {"member": other.pk, "hostname": "nuovo.example.org"})
    assert "member" in answer.context["form"].errors
    answer = crawler.client.post(add, {"member": own.member_id, "hostname": "nuovo.example.org"})
    assert answer.status_code == 302
    assert HostAlias.objects.get(hostname="nuovo.example.org").member_id == own.member_id


def test_nor_does_an_owned_chooser_in_which_rows_are_made(world: Any, careless: None) -> None:
    crawler = crawler_as(world, "administrator")
    create = reverse("chooser:create", urlconf=CARELESS)
    for slug, made in (("izano", False), ("crema", True)):
        data = {"member": world[slug].member.pk, "hostname": "nuovo.example.org"}
        assert crawler.client.post(create, data).status_code == 200
        assert HostAlias.objects.filter(hostname="nuovo.example.org").exists() == made, slug


def test_the_rights_of_one_member_do_not_hold_at_another_where_the_person_has_a_lower_role(
    world: Any, careless: None
) -> None:
    crawler = crawler_as(world, "administrator")
    person = User.objects.get(username="nostro-administrator")
    person.groups.add(MemberRole.objects.get(member=world["izano"].member, role="editor").group)
    other = world["izano"].shown[HostAlias]
    assert other.hostname not in crawler.client.get("/admin/owned/").text
    assert crawler.client.get(f"/admin/owned/edit/{other.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["editor", "auditor"])
def test_the_rights_of_a_comune_do_not_hold_everywhere_for_who_has_a_lower_role_at_the_consortium(
    world: Any, careless: None, role: str
) -> None:
    crawler = crawler_as(world, "administrator")
    person = User.objects.get(username="nostro-administrator")
    person.groups.add(MemberRole.objects.get(member=world["consorzio"].member, role=role).group)
    own, other = world["crema"].shown[HostAlias], world["izano"].shown[HostAlias]
    own.refresh_from_db()
    page = crawler.client.get("/admin/owned/").text
    assert own.hostname in page
    assert other.hostname not in page
    assert crawler.client.get(f"/admin/owned/edit/{other.pk}/").status_code == 404


def test_the_rights_of_the_consortium_hold_everywhere(world: Any, careless: None) -> None:
    crawler = crawler_as(world, "administrator", slug="consorzio")
    other = world["izano"].shown[HostAlias]
    assert other.hostname in crawler.client.get("/admin/owned/").text
    assert crawler.client.get(f"/admin/owned/edit/{other.pk}/").status_code == 200
