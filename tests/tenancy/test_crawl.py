"""Every address of the admin, asked with others' ids by each role, shows nothing of theirs and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from federation.models import MemberRole, User
from tests.tenancy.addresses import Address, all_addresses
from tests.tenancy.crawling import Crawler

pytestmark = pytest.mark.django_db

ROLES = ("editor", "publisher", "administrator")
PARTS = 4


def crawler_as(world: Any, role: str) -> Crawler:
    """A person of Crema with the role, on the admin's host."""
    person = User.objects.create_user(f"nostro-{role}", f"{role}@example.org", "prova")
    person.groups.add(MemberRole.objects.get(member=world["crema"].member, role=role).group)
    client = Client(SERVER_NAME=settings.ADMIN_HOST, raise_request_exception=False)
    client.force_login(person)
    return Crawler(client, world["crema"], [world["izano"], world["consorzio"]], ["zqizano", "zqconsorziosec"])


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("role", ROLES)
def test_nobody_sees_or_touches_anything_of_another_member(world: Any, role: str, part: int) -> None:
    crawler = crawler_as(world, role)
    for address in mine(all_addresses(settings.ADMIN_URLCONF), part):
        crawler.crawl(address)
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.answers[200] > 30, "it was let into its own things"


def test_the_crawl_would_find_what_a_superuser_sees(world: Any) -> None:
    """Otherwise its silence would say nothing."""
    crawler = crawler_as(world, "editor")
    crawler.client.force_login(User.objects.create_superuser("installatore"))
    names = ("wagtailadmin_explore", "wagtailimages:index", "wagtailusers_users:index", "wagtailadmin_pages:delete")
    for address in all_addresses(settings.ADMIN_URLCONF):
        if address.name in names:
            crawler.crawl(address)
    for telling in ("GET /admin/images/ (200): shows", "/admin/users/", "wagtailcore_page", "was deleted"):
        assert any(telling in finding for finding in crawler.findings), telling


def mine(addresses: list[Address], part: int) -> list[Address]:
    return [address for address in addresses if address.route.startswith("admin/")][part::PARTS]
