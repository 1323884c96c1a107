"""A database that was put back to its beginning counts again from there, as a restored one does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from federation.models import Clock
from federation.models.clock import clock_moved, new_epoch
from search.tasks import on_clock_moved
from tests.search.conftest import server

__all__ = ["server"]


@pytest.fixture(autouse=True)
def _another_epoch(request: pytest.FixtureRequest) -> None:
    """What this process keeps of an earlier test has numbers that come again."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db")
        Clock.objects.update(epoch=new_epoch())


@pytest.fixture
def nobody_wakes_the_indexer() -> Iterator[None]:
    """It reads when it is its turn."""
    clock_moved.disconnect(on_clock_moved, dispatch_uid="search")
    yield
    clock_moved.connect(on_clock_moved, dispatch_uid="search")
