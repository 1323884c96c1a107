"""Answers that a true identity provider would not give. The first test shows that the forger is believed when it is
faithful, so that each refusal below has its own reason."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from joserfc.jwk import RSAKey

from federation.models import Member, User
from tests.signing_in.browser import GO, RETURN
from tests.signing_in.forger import CLIENT_ID, Forger, forging

NOW = int(time.time())


@pytest.fixture
def forger(settings: Any, crema: Member) -> Iterator[Forger]:
    with forging() as forger:
        settings.OIDC_PROVIDERS = [
            {
                "key": "gateway",
                "name": "SPID o CIE",
                "issuer": forger.issuer,
                "client_id": CLIENT_ID,
                "client_secret": "segreto",
                "members": ["crema"],
                "grants": "ruoli",
                "roles": {"responsabile": "publisher"},
            }
        ]
        yield forger


def signs_in(forger: Forger, **parameters: str) -> tuple[int, bool]:
    """The status of the answer, and whether somebody is in."""
    client = Client(SERVER_NAME=django_settings.ADMIN_HOST)
    asked = client.get(GO)
    if asked.status_code == 302:
        sent = parse_qs(urlsplit(asked["Location"]).query)
        forger.nonce = sent["nonce"][0]
        parameters = {"code": "c", "state": sent["state"][0]} | parameters
    answer = client.get(RETURN, parameters)
    return answer.status_code, client.get("/admin/").status_code == 200


def test_a_faithful_answer_is_believed(forger: Forger) -> None:
    assert signs_in(forger) == (302, True)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": ["another client"]},
        {"aud": [CLIENT_ID, "another client"], "azp": "another client"},
        {"iss": "https://altro.example"},
        {"iss": None},
        {"exp": NOW - 600},
        {"exp": None},
        {"iat": NOW + 3600},
        {"nbf": NOW + 3600},
        {"sub": None},
        {"sub": ""},
        {"at_hash": "wrong"},
    ],
    ids=lambda claims: next(iter(claims)),  # the same in every process: the moments are not
)
def test_a_token_that_is_not_of_this_request_is_refused(forger: Forger, claims: dict[str, Any]) -> None:
    forger.claims = claims
    assert signs_in(forger) == (403, False)
    assert not User.objects.filter(external_identities__isnull=False).exists()


def test_a_token_without_signature_is_refused_also_where_the_provider_announces_it(forger: Forger) -> None:
    forger.header = {"alg": "none"}
    assert signs_in(forger) == (403, False)


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(forger: Forger) -> None:
    forger.header = {"alg": "HS256", "kid": "1"}
    assert signs_in(forger) == (403, False)


def test_a_token_signed_with_another_key_is_refused(forger: Forger) -> None:
    forger.signed_by = RSAKey.generate_key(2048, {"kid": "1"})
    assert signs_in(forger) == (403, False)


def test_an_answer_without_a_token_is_refused(forger: Forger) -> None:
    forger.header = {}
    assert signs_in(forger) == (403, False)


def test_a_provider_under_another_name_is_refused(forger: Forger) -> None:
    forger.metadata = {"issuer": "https://altro.example"}
    assert signs_in(forger) == (403, False)


def test_the_userinfo_of_another_person_is_refused(forger: Forger) -> None:
    forger.userinfo = {"sub": "persona-vera", "given_name": "Vera"}
    assert signs_in(forger) == (403, False)
    forger.userinfo = {"given_name": "Senza nome"}
    assert signs_in(forger) == (403, False)


def test_the_userinfo_cannot_change_what_was_signed(forger: Forger) -> None:
    forger.userinfo = {
        "sub": "persona-falsa",
        "ruoli": ["crema:responsabile", "izano:responsabile"],
        "given_name": "Vera",
    }
    assert signs_in(forger) == (302, True)
    user = User.objects.get(external_identities__subject="persona-falsa")
    assert (user.first_name, [group.name for group in user.groups.all()]) == ("Vera", ["crema:publisher"])


@pytest.mark.parametrize("state", ["another", ""])
def test_an_answer_to_no_question_of_this_browser_is_refused(forger: Forger, state: str) -> None:
    assert signs_in(forger, state=state) == (403, False)
