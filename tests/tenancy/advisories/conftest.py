"""Who asks, and for what."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from federation.models import Member, User
from tests.publishing import publish_news
from tests.tenancy.advisories.asking import SECRET
from tests.tenancy.climbers import enter, person


@pytest.fixture
def client(crema: Member) -> Client:
    """Of Crema's administrator."""
    return enter(person("crema", "administrator"))


@pytest.fixture
def owner(izano: Member) -> Client:
    """Of Izano's administrator, who may see what is Izano's."""
    return enter(person("izano", "administrator"))


@pytest.fixture
def superuser(db: None) -> Client:
    """For what is closed to the people of members, whatever they own."""
    return enter(User.objects.create_superuser("installatore"))


@pytest.fixture
def theirs(izano: Member) -> Any:
    """A page of Izano with a draft that nobody else may read."""
    page = publish_news(izano, title="Pubblica", slug="pubblica")
    page.title = page.summary = SECRET
    page.save_revision(log_action=True)
    return page
