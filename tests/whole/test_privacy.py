"""What is behind a password or a login, a draft or not due yet comes out nowhere, in whatever order people ask for it.

An interleaving is a round in which everybody asks once and the editor does two things, in an order of its own.
`make soak` plays 1,000 of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine

from federation.models import Channel, Member, User
from tests.whole.people import People
from tests.whole.secrets import Secrets

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ASKING = ("visitor", "visitor_with_the_password", "signed_in_editor", "preview", "phone", "indexer", "scheduler")
EVERYBODY = {"preview", "with the password: password", "with the password: section"}  # a site knows no login


pytestmark = [
    pytest.mark.usefixtures("nobody_wakes_the_indexer"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def interleave(
    consortium: Member, crema: Member, izano: Member, channel: Channel, crema_publisher: User
) -> Callable[[int, int], None]:
    """Plays so many rounds, by the seed."""

    def play(rounds: int, seed: int) -> None:
        random, history = Random(seed), []
        with time_machine.travel(START, tick=False) as clock:
            secrets = Secrets(consortium, crema, channel)
            for owner in (consortium, crema, crema):
                secrets.add_draft(owner)
            people = People(secrets, [consortium, crema, izano], crema_publisher)
            for _ in range(rounds):
                turns = ["editor", "editor", *ASKING]
                random.shuffle(turns)
                for turn in turns:
                    clock.shift(timedelta(minutes=random.choice((0, 1, 20))))
                    history.append(secrets.change(random) if turn == "editor" else turn)
                    try:
                        if turn != "editor":
                            getattr(people, turn)(random)
                        people.check_what_is_kept()
                    except AssertionError as error:
                        told = f"seed {seed}, turn {len(history)}: … {', '.join(history[-30:])}"
                        raise AssertionError(told) from error
        assert people.seen == EVERYBODY

    return play


@pytest.mark.parametrize(
    ("rounds", "seed"),
    [
        pytest.param(60, 1, marks=pytest.mark.ci),
        pytest.param(1_000, int(os.environ.get("SOAK_SEED", "2")), marks=pytest.mark.soak),
    ],
)
def test_nothing_hidden_comes_out_whatever_the_order(
    interleave: Callable[[int, int], None], rounds: int, seed: int
) -> None:
    interleave(rounds, seed)


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("rounds", [pytest.param(15, marks=pytest.mark.ci), pytest.param(200, marks=pytest.mark.soak)])
def test_nothing_hidden_comes_out_of_elasticsearch(interleave: Callable[[int, int], None], rounds: int) -> None:
    interleave(rounds, 5)
