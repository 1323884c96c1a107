"""People with a password, and an identity provider for those without."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from federation.models import Member, MemberRole, User
from tests.identity_provider import IdentityProvider, identity_provider
from tests.signing_in.browser import RETURN
from tests.signing_in.person import PASSWORD, Person


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """`person(crema, "publisher")`: somebody with that role, before the admin's page of the password."""

    def make(member: Member, role: str, **fields: Any) -> Person:
        user = User.objects.create_user(f"{member.slug}-{role}-{time.time_ns()}", password=PASSWORD, **fields)
        user.groups.add(MemberRole.objects.get(member=member, role=role).group)
        return Person(user, Client(SERVER_NAME=django_settings.ADMIN_HOST))

    return make


@pytest.fixture(scope="session")
def provider_process() -> Iterator[IdentityProvider]:
    with identity_provider(f"{django_settings.WAGTAILADMIN_BASE_URL}{RETURN}") as provider:
        yield provider


@pytest.fixture
def provider(provider_process: IdentityProvider, settings: Any, consortium: Member) -> IdentityProvider:
    """A gateway for all members; nothing is known of anybody yet."""
    provider_process.claims.unlink(missing_ok=True)
    settings.OIDC_PROVIDERS = [provider_process.entry()]
    Member.objects.filter(slug="crema").update(ipa_code="c_d142")
    return provider_process
