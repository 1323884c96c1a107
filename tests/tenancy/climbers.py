"""People with exactly one role, and all that Django and Wagtail let them do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from federation.models import MemberRole, User
from federation.tenancy.reach import reach_of

ALL_ROLES = [("crema", role) for role in ("editor", "publisher", "administrator")] + [
    ("consorzio", role) for role in ("editor", "publisher", "administrator", "auditor")
]


def person(slug: str, role: str) -> User:
    """Somebody with exactly one role."""
    user = User.objects.create_user(f"{slug}-{role}", f"{role}@example.org", "prova")
    user.groups.add(MemberRole.objects.get(member__slug=slug, role=role).group)
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
