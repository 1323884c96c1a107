"""Pages and collections are closed by a password; the groups, which are every member's, are neither told nor taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from federation.models import Member, User
from tests.admin_desk import URLS
from tests.publishing import publish_news
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
RESTRICTIONS = (PageViewRestriction, CollectionViewRestriction)


@pytest.fixture(params=["administrator", "superuser"])
def client(request: pytest.FixtureRequest, crema: Member) -> Client:
    installer = request.param == "superuser"
    return enter(User.objects.create_superuser("installatore") if installer else person("crema", "administrator"))


@pytest.fixture(params=["page", "collection"])
def address(request: pytest.FixtureRequest, crema: Member) -> str:
    name = {"page": "wagtailadmin_pages", "collection": "wagtailadmin_collections"}[request.param]
    pk = publish_news(crema, title="Nostra").pk if request.param == "page" else crema.collection_id
    return reverse(f"{name}:set_privacy", args=[pk], urlconf=URLS)


def test_a_password_is_all_that_is_offered(client: Client, address: str) -> None:
    answer = client.get(address)
    assert [value for value, _label in answer.context["form"].fields["restriction_type"].choices] == [
        "none",
        "password",
    ]
    assert [name for name in Group.objects.values_list("name", flat=True) if name in answer.text] == []


@pytest.mark.parametrize("kind", ["groups", "login", "password"])
def test_groups_and_sign_ins_are_refused_also_when_they_are_forged(
    client: Client, address: str, izano: Member, kind: str
) -> None:
    theirs = Group.objects.get(member_role__member=izano, member_role__role="editor")
    answer = client.post(address, {"restriction_type": kind, "groups": theirs.pk, "password": "prova"})
    assert answer.context["form"].errors.keys() & {"restriction_type", "groups"}
    assert theirs.name not in answer.text
    assert [model for model in RESTRICTIONS if model.objects.exists()] == []


def test_a_password_is_set_and_taken_off(client: Client, address: str) -> None:
    for kind, count in (("password", 1), ("none", 0)):
        assert "set_privacy_done" in client.post(address, {"restriction_type": kind, "password": "prova"}).text
        assert sum(model.objects.filter(password="prova").count() for model in RESTRICTIONS) == count
