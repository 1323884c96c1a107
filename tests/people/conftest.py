"""The town hall of Crema: an administrator, a colleague, and the mails that arrive there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from federation.actions.run_due_tasks import run_due_tasks
from federation.models import Member, MemberRole, User
from tests.admin_desk import Desk

PASSWORD = "una frase che nessuno indovina"


def person_of(member: Member, role: str, *, name: str = "") -> User:
    """Somebody with that role; the address is made of the name."""
    name = name or f"{role}-{member.slug}"
    user = User.objects.create_user(name, email=f"{name}@{member.slug}.example", password=PASSWORD)
    user.groups.add(role_at(member, role).group)
    return user


def role_at(member: Member, role: str) -> MemberRole:
    return MemberRole.objects.select_related("member", "group").get(member=member, role=role)


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


@pytest.fixture
def boss(crema: Member) -> User:
    """The only administrator of Crema."""
    return person_of(crema, "administrator", name="ada")


@pytest.fixture
def colleague(crema: Member) -> User:
    return person_of(crema, "editor", name="bice")


@pytest.fixture
def boss_desk(boss: User, admin_site: Callable[[User], Client]) -> Desk:
    return Desk(admin_site(boss))


@pytest.fixture
def stranger() -> Client:
    """The browser of who is not signed in."""
    return Client(SERVER_NAME=settings.ADMIN_HOST)


@pytest.fixture
def arrived(mailoutbox: list[Any]) -> Callable[[], list[Any]]:
    """The mails that were sent until now, after the scheduler has passed."""

    def look() -> list[Any]:
        run_due_tasks()
        return mailoutbox

    return look


def link_in(message: Any) -> str:
    """The path of the one address in the mail, which is the admin's."""
    (address,) = re.findall(r"http\S+", message.body)
    assert address.startswith(f"{settings.WAGTAILADMIN_BASE_URL}/admin/invito/")
    return str(address.removeprefix(settings.WAGTAILADMIN_BASE_URL))


@pytest.fixture
def administrator_desk(db: None, admin_site: Callable[[User], Client]) -> Desk:
    """A superuser's."""
    return Desk(admin_site(User.objects.create_superuser("installatrice")))
