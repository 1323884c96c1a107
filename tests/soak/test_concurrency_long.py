"""A long working day on PostgreSQL; `SOAK_TIMES` says how often each person does each job."""

from __future__ import annotations

import os
import sys

import pytest

from federation.models import Channel, Member
from tests.working_day import WorkingDay, live_through

pytestmark = [
    pytest.mark.soak,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TIMES = int(os.environ.get("SOAK_TIMES", "30"))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_working_day_leaves_nothing_behind(consortium: Member, channel: Channel, seed: int) -> None:
    outcome = live_through(WorkingDay(consortium, channel), times=TIMES, seed=seed)
    assert all(outcome.done[name] + outcome.refused[name] == TIMES for name in outcome.done)
    jobs, numbers = sum(outcome.done.values()), len(outcome.numbers)
    sys.stdout.write(f"seed {seed}: {jobs} jobs, {numbers} numbers, {outcome.retried} deadlocks retried\n")
