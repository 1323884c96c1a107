"""An identity provider decides editors and publishers of Crema for who comes by it; colleagues decide the rest, and can
suspend."""

from __future__ import annotations

from typing import Any

import pytest

from federation.actions.remove_person import remove_person
from federation.actions.resume_person import resume_person
from federation.actions.suspend_person import suspend_person
from federation.models import ExternalIdentity, Member, SuspendedRole, User
from federation.refusal import ActionRefused
from tests.people.conftest import person_of, roles_of
from tests.people.test_managing import DECISIONS, change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _provider(colleague: User, settings: Any) -> None:
    settings.OIDC_PROVIDERS = [
        {"key": "spid", "name": "SPID", "issuer": "https://spid.example", "client_id": "x", "client_secret": "x",
         "members": ["crema"], "grants": "ruoli", "roles": {"redattore": "editor", "capo": "publisher"}}
    ]  # fmt: skip
    ExternalIdentity.objects.create(user=colleague, issuer="https://spid.example", subject="bice")


@pytest.mark.parametrize("decision", ["change", "remove"])
def test_its_word_is_not_changed_by_hand(boss: User, colleague: User, crema: Member, decision: str) -> None:
    with pytest.raises(ActionRefused, match="«SPID», che a ogni accesso decide"):
        DECISIONS[decision](colleague, crema, boss)
    assert roles_of(colleague) == {"crema:editor"}


def test_its_word_does_not_hold_for_whoever_signs_in_with_a_password(boss: User, crema: Member) -> None:
    other = person_of(crema, "editor", name="dario")
    change(other, crema, boss)
    assert roles_of(other) == {"crema:publisher"}


def test_its_word_does_not_keep_anybody_from_being_suspended(boss: User, colleague: User, crema: Member) -> None:
    suspend_person(colleague, crema, by=boss)
    assert roles_of(colleague) == set()
    with pytest.raises(ActionRefused, match="«SPID»"):
        remove_person(colleague, crema, by=boss)
    resume_person(colleague, crema, by=boss)
    assert roles_of(colleague) == set()  # until it says so again
    assert not SuspendedRole.objects.exists()
