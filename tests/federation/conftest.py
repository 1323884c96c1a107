"""People at their desks in the admin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from federation.actions.reconcile import reconcile
from federation.models import User

pytest.register_assert_rewrite("tests.admin_desk", "tests.rising")

from tests.admin_desk import Desk  # noqa: E402 its assertions explain themselves only now


@pytest.fixture
def desk(consortium_editor: User, admin_site: Callable[[User], Client]) -> Desk:
    """Of the consortium's editor."""
    return Desk(admin_site(consortium_editor))


@pytest.fixture
def crema_desk(crema_editor: User, admin_site: Callable[[User], Client]) -> Desk:
    return Desk(admin_site(crema_editor))


@pytest.fixture
def administrator_desk(db: Any, admin_site: Callable[[User], Client]) -> Desk:
    """Of a person of the whole installation, who may move pages between members."""
    return Desk(admin_site(User.objects.create_superuser("administrator")))


@pytest.fixture
def nothing_to_reconcile(db: None) -> Iterator[None]:
    """After the test the repair finds nothing: what the scenario wrote is what the pages say."""
    yield
    assert reconcile(dry_run=True) == []
