"""People with a password, and the admin's page of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from federation.models import Member, MemberRole, User
from tests.signing_in.person import PASSWORD, Person


@pytest.fixture
def second_factor_required(settings: Any) -> None:
    """As in production; the tests run as the demonstration, where it is optional."""
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """`person(crema, "publisher")`: somebody with that role, before the admin's page of the password."""

    def make(member: Member, role: str, **fields: Any) -> Person:
        user = User.objects.create_user(f"{member.slug}-{role}-{time.time_ns()}", password=PASSWORD, **fields)
        user.groups.add(MemberRole.objects.get(member=member, role=role).group)
        return Person(user, Client(SERVER_NAME=django_settings.ADMIN_HOST))

    return make
