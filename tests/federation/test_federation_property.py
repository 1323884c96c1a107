"""Whatever happens in whatever order, sites show what the rules say, and readers that stop and resume miss nothing.

`make soak` walks 2,000 steps; a failure prints the shortest history that shows it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from federation.models import Channel, Member, Mode, Subscription
from tests.federation_machine import FederationMachine
from tests.federation_model import FederationModel

STEPS = 50


@pytest.mark.django_db
@pytest.mark.parametrize("histories", [4, pytest.param(40, marks=pytest.mark.soak)])
def test_random_histories(consortium: Member, crema: Member, izano: Member, offanengo: Member, histories: int) -> None:
    Channel.objects.filter(slug="corsi").delete()
    Subscription.objects.filter(member=consortium).delete()
    members = {member.slug: member for member in (consortium, crema, izano, offanengo)}

    class Machine(FederationMachine):
        pass

    Machine.members = members
    Machine.model_at_start = FederationModel(
        active=set(members),
        duty_channels={"allerta"},
        subscriptions={
            (row.member.slug, row.channel.slug): (Mode(row.mode).value, row.accepts_duty)
            for row in Subscription.objects.select_related("member", "channel")
        },
    )
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
