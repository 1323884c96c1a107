"""Every address of the admin's host, asked with others' ids as each role, shows and changes nothing of theirs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import randrange
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from federation.belongs import To, belonging_of
from federation.models import MemberRole, User
from tests.tenancy.addresses import Address, all_addresses
from tests.tenancy.crawling import Crawler
from tests.tenancy.tables import Rows, Table, tables

pytestmark = pytest.mark.django_db

PARTS = 4
MARKS = ["zqizano", "zqconsorziosec"]
# Whose things are tried at each address, and how many pages of each, every one in another state. As who may do most it
# is all of another member's and the first of the consortium's; `make soak` tries all of both as everybody.
ALL = {"izano": 9, "consorzio": 9}
TRIED = {"editor": {"izano": 1}, "publisher": {"izano": 1}, "administrator": {"izano": 9, "consorzio": 1}}
# What anybody may set off: a session, the mail for a forgotten password, a counted wrong link, a line about a refusal,
# the small picture of an image that one looks at.
BY_ANYBODY = {
    "django_session", "axes_accesslog", "axes_accessattempt", "django_tasks_database_dbtaskresult",
    "federation_auditentry", "federation_auditentry_members_then", "wagtailcore_modellogentry",
    "federation_memberrendition",
}  # fmt: skip
RIGHTS = {
    "wagtailcore_grouppagepermission", "wagtailcore_groupcollectionpermission", "wagtailcore_groupsitepermission",
}  # fmt: skip
PEOPLE = RIGHTS | {
    "federation_user", "federation_user_groups", "federation_user_user_permissions", "auth_group",
    "auth_group_permissions", "federation_memberrole", "account_emailaddress", "mfa_authenticator",
    "federation_externalidentity", "wagtailcore_apitoken",
}  # fmt: skip


def crawler_as(world: Any, role: str, *, slug: str = "crema", kind: type[Crawler] = Crawler) -> Crawler:
    """A person with the role at a member, on the admin's host; at Crema they look for marks of the others."""
    person = User.objects.create_user(f"nostro-{role}", f"{role}@example.org", "prova")
    person.groups.add(MemberRole.objects.get(member=world[slug].member, role=role).group)
    client = Client(SERVER_NAME=settings.ADMIN_HOST, raise_request_exception=False)
    client.force_login(person)
    tried = ALL if kind is not Crawler or os.environ.get("SOAK") else TRIED[role]
    others = [world[other] for other in tried]
    return kind(client, world[slug], others, MARKS if slug == "crema" else [], states=tuple(tried.values()))


@pytest.mark.short
def test_an_administrator_who_asks_once_sees_and_touches_nothing_of_another_member(world: Any) -> None:
    """The short form, as the role that may do most: at an address one's own, and the first thing of each other's. Every
    run takes another third of the addresses, by its seed."""
    crawler = crawler_as(world, "administrator")
    for address in all_addresses(settings.ADMIN_URLCONF)[randrange(3) :: 3]:
        crawler.ask(address)
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.let_in > 30, "it was let into its own things"


@pytest.mark.ci
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("role", TRIED)
def test_nobody_sees_or_touches_anything_of_another_member(world: Any, role: str, part: int) -> None:
    crawler = crawler_as(world, role)
    for address in mine(part):
        crawler.crawl(address)
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.let_in > 30, "it was let into its own things"


@pytest.mark.soak
@pytest.mark.parametrize("role", TRIED)
def test_no_page_in_any_state_is_seen_or_touched(world: Any, role: str) -> None:
    crawler = crawler_as(world, role)
    for address in all_addresses(settings.ADMIN_URLCONF):
        crawler.crawl(address)
    assert not crawler.findings, "\n".join(crawler.findings)


def test_privacy_tells_no_name_of_a_group_and_takes_none(world: Any) -> None:
    """At every address of it, in each state."""
    crawler = crawler_as(world, "administrator")
    for address in all_addresses(settings.ADMIN_URLCONF):
        if address.name.endswith(":set_privacy"):
            crawler.crawl(address)
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.let_in > 0


class Watching(Crawler):
    """Looks for any change but of what is the person's own: their sessions, their form that is open."""

    def harm_in(self, after: Rows) -> Iterator[str]:
        for table in tables():
            for key in self.before[table.name].keys() | after[table.name].keys():
                old, new = self.before[table.name].get(key), after[table.name].get(key)
                if old != new and self.matters(table, gone=new is None):
                    yield f"{table.name} {key}: {old} → {new}"

    def matters(self, table: Table, *, gone: bool) -> bool:
        belongs = belonging_of(table.model)
        return table.name not in BY_ANYBODY and not (belongs and belongs.to == To.PERSON)


class Guarding(Watching):
    """Looks for changes of people and their rights alone."""

    def matters(self, table: Table, *, gone: bool) -> bool:
        """A right goes with the page or the folder on which it was."""
        return table.name in PEOPLE and not (gone and table.name in RIGHTS)


@pytest.mark.ci
def test_an_auditor_reads_all_and_changes_nothing(world: Any) -> None:
    crawler = crawler_as(world, "auditor", slug="consorzio", kind=Watching)
    for address in all_addresses(settings.ADMIN_URLCONF):
        crawler.ask(address)
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.let_in > 30, "it reads"


class Reading(Watching):
    """Looks for changes of what is the others'."""

    def harm_in(self, after: Rows) -> Iterator[str]:
        named = {table.name: table for table in tables()}
        found = Crawler.harm_in(self, after)
        yield from (line for line in found if self.matters(named[line.partition(" ")[0]], gone=False))


@pytest.mark.ci
def test_an_auditor_who_writes_at_one_member_changes_nothing_of_the_others(world: Any) -> None:
    crawler = crawler_as(world, "editor", kind=Reading)
    crawler.marks = []  # all of it is theirs to read
    auditors = MemberRole.objects.get(member=world["consorzio"].member, role="auditor").group
    User.objects.get(username="nostro-editor").groups.add(auditors)
    for address in all_addresses(settings.ADMIN_URLCONF):
        crawler.ask(address, "POST")
    assert not crawler.findings, "\n".join(crawler.findings)
    assert crawler.let_in > 30, "it was let into its own things"


@pytest.mark.ci
@pytest.mark.parametrize("role", TRIED)
def test_whoever_runs_the_sites_of_all_changes_no_person_and_no_right(world: Any, role: str) -> None:
    crawler = crawler_as(world, role, slug="consorzio", kind=Guarding)
    for address in all_addresses(settings.ADMIN_URLCONF):
        crawler.ask(address, "POST")
    assert not crawler.findings, "\n".join(crawler.findings)


@pytest.mark.ci
def test_the_crawl_would_find_what_a_superuser_sees(world: Any) -> None:
    """Otherwise its silence would say nothing."""
    crawler = crawler_as(world, "editor")
    crawler.client.force_login(User.objects.create_superuser("installatore"))
    names = ("wagtailadmin_explore", "wagtailimages:index", "wagtailusers_users:index", "wagtailadmin_pages:delete")
    for address in all_addresses(settings.ADMIN_URLCONF):
        if address.name in (*names, "admin_media", "wagtaildocs_serve"):
            crawler.crawl(address)
    found = "\n".join(crawler.findings)
    for telling in (
        "GET /admin/images/ (200): shows",
        "/admin/users/",
        "was deleted",
        "GET /media/",
        "GET /documenti/",
    ):
        assert telling in found, telling


def mine(part: int) -> list[Address]:
    return all_addresses(settings.ADMIN_URLCONF)[part::PARTS]
