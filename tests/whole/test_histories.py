"""Whatever happens in whatever order, every page, answer, delta and index is what a simple model says it should be.

`.ci/run` walks 200 steps, `make soak` 2,000. A failure prints the shortest history that shows it, and what plays it
again.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.whole.machine import STEPS, HistoryMachine

TRIES = 150  # some steps find nothing to do
PER_PAGE = 3  # of lists, so that few notices fill several pages

pytestmark = [
    pytest.mark.usefixtures("nobody_wakes_the_indexer"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.presenters.section.PER_PAGE", PER_PAGE)


def walk(*, histories: int) -> None:
    HistoryMachine.steps = 0
    run_state_machine_as_test(
        HistoryMachine,
        settings=settings(
            # It begins with the simplest, in which nothing happens, and in some others little does.
            max_examples=histories + max(2, histories // 4),
            stateful_step_count=TRIES,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert HistoryMachine.steps >= histories * STEPS


@pytest.mark.parametrize("histories", [pytest.param(4, marks=pytest.mark.ci), pytest.param(40, marks=pytest.mark.soak)])
def test_random_histories(histories: int) -> None:
    walk(histories=histories)


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("histories", [1, pytest.param(10, marks=pytest.mark.soak)])
def test_random_histories_that_elasticsearch_follows(histories: int) -> None:
    walk(histories=histories)
