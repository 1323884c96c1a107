"""A database that was put back to its beginning counts again from there, as a restored one does."""

from __future__ import annotations

import pytest

from federation.models import Clock
from federation.models.clock import new_epoch


@pytest.fixture(autouse=True)
def _another_epoch(request: pytest.FixtureRequest) -> None:
    """What this process keeps of an earlier test has numbers that come again."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db")
        Clock.objects.update(epoch=new_epoch())
