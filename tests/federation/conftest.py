"""People at their desks in the admin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from federation.actions.reconcile import reconcile
from federation.models import StoredTask, User
from tests import errands
from tests.admin_desk import Desk

Commit = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def desk(consortium_publisher: User, admin_site: Callable[[User], Client]) -> Desk:
    """Of who publishes for the consortium."""
    return Desk(admin_site(consortium_publisher))


@pytest.fixture
def crema_desk(crema_publisher: User, admin_site: Callable[[User], Client]) -> Desk:
    return Desk(admin_site(crema_publisher))


@pytest.fixture
def administrator(db: None) -> User:
    """A person of the whole installation."""
    return User.objects.create_superuser("administrator")


@pytest.fixture
def administrator_desk(administrator: User, admin_site: Callable[[User], Client]) -> Desk:
    """Of somebody who may move pages between members."""
    return Desk(admin_site(administrator))


@pytest.fixture
def nothing_to_reconcile(db: None) -> Iterator[None]:
    """After the test the repair finds nothing: what the scenario wrote is what the pages say."""
    yield
    assert reconcile(dry_run=True) == []


# --- tasks and time ---------------------------------------------------------------------------------------


@pytest.fixture
def no_tasks(db: None) -> Iterator[None]:
    """None are stored, no errand is done or broken."""
    StoredTask.objects.all().delete()
    errands.done.clear()
    errands.broken.clear()
    yield
    errands.broken.clear()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands still until the test moves it."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """A block at whose end everything that waits for the commit happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def outbox(settings: Any) -> None:
    """Tasks stay rows until somebody takes them, as where there is a worker; here `run_due_tasks` does. What is asked
    for again after that belongs into a `commit` of its own."""
    settings.TASKS = {"default": {"BACKEND": "federation.task_backends.WorkerBackend"}}


@pytest.fixture
def dead(no_tasks: None, commit: Commit, settings: Any) -> StoredTask:
    """An errand that was given up."""
    settings.TASK_ATTEMPTS = 1
    errands.broken.add("pane")
    with commit():
        errands.run_errand.enqueue("pane")
    return StoredTask.objects.get()
