"""People with a role, or with an auditor's beside it, and all that Django and Wagtail let them do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from federation.models import MemberRole, User
from federation.tenancy.reach import reach_of

AUDITOR = ("consorzio", "auditor")
ALL_ROLES: list[tuple[tuple[str, str], ...]] = [
    *((("crema", role),) for role in ("editor", "publisher", "administrator")),
    *((("consorzio", role),) for role in ("editor", "publisher", "administrator", "auditor")),
    (AUDITOR, ("crema", "editor")),
]


def person(slug: str, role: str, *more: tuple[str, str]) -> User:
    """Somebody with that role at that member, and with no others but `more`."""
    user = User.objects.create_user(f"{slug}-{role}", f"{role}@example.org", "prova")
    for where, what in ((slug, role), *more):
        user.groups.add(MemberRole.objects.get(member__slug=where, role=what).group)
    return user


def rights_of(user: User) -> tuple[Any, ...]:
    """All that Django and Wagtail know of what a person may do."""
    fresh = User.objects.get(pk=user.pk)
    groups = Group.objects.filter(user=fresh)
    return (
        fresh.is_superuser,
        fresh.is_staff,
        fresh.get_all_permissions(),
        set(groups.values_list("pk", flat=True)),
        set(GroupPagePermission.objects.filter(group__in=groups).values_list("page_id", "permission__codename")),
        set(
            GroupCollectionPermission.objects.filter(group__in=groups).values_list(
                "collection_id", "permission__codename"
            )
        ),
        reach_of(fresh).everything,
    )


def enter(user: User) -> Client:
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(user)
    return client
