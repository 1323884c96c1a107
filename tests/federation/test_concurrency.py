"""Everybody works at once on PostgreSQL: no caller sees a deadlock, no number is lost, no reader misses a change.

The same day runs for longer under `make soak`; tests/federation/test_lock_rules.py takes the rules away one by one.
"""

from __future__ import annotations

import pytest

from federation.models import Channel, Member
from tests.working_day import WorkingDay, live_through

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SEED = 20261122


def test_a_working_day_leaves_nothing_behind(consortium: Member, channel: Channel) -> None:
    outcome = live_through(WorkingDay(consortium, channel), times=4, seed=SEED)
    assert outcome.done["author 1"] == outcome.done["bulk"] == 4
