"""The way back from the identity provider: once, in one browser, with a second factor or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.identity_provider import IdentityProvider
from tests.signing_in.browser import GO, REFUSED, RETURN, Browser
from tests.signing_in.person import HOME

pytestmark = pytest.mark.ci  # a provider runs beside them, and each of them signs in by it several times


def test_an_answer_is_used_once(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:redattore"])
    anna = Browser("anna")
    address = anna.address_of_return()
    assert anna.returns_by(address).status_code == 302
    anna.site.post("/admin/logout/")
    assert anna.returns_by(address).status_code == REFUSED
    assert not anna.is_in()


def test_a_stolen_answer_is_worth_nothing_in_another_browser(provider: IdentityProvider) -> None:
    """Neither with the victim's state, nor with the thief's own: the code is bound to the victim's session by PKCE."""
    provider.says("anna", ruoli=["crema:responsabile"])
    victim, thief = Browser("anna"), Browser("bruno")
    stolen = victim.address_of_return()
    thief.site.get(GO)
    assert thief.returns_by(stolen).status_code == REFUSED
    own_state = parse_qs(urlsplit(thief.site.get(GO)["Location"]).query)["state"][0]
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    assert thief.site.get(RETURN, {"code": code, "state": own_state}).status_code == REFUSED
    assert not thief.is_in()


def test_a_person_who_says_no_at_the_provider_reads_it(provider: IdentityProvider) -> None:
    browser = Browser("anna")
    state = parse_qs(urlsplit(browser.site.get(GO)["Location"]).query)["state"][0]
    answer = browser.site.get(RETURN, {"error": "access_denied", "state": state})
    assert (answer.status_code, "non è stato confermato" in answer.content.decode()) == (REFUSED, True)


def test_a_wrong_secret_of_ours_lets_nobody_in(provider: IdentityProvider, settings: Any) -> None:
    settings.OIDC_PROVIDERS = [provider.entry(client_secret="sbagliato")]
    provider.says("anna", ruoli=["crema:redattore"])
    assert Browser("anna").signs_in().status_code == REFUSED


def test_a_provider_that_is_away_is_said_to_be(provider: IdentityProvider, settings: Any) -> None:
    settings.OIDC_PROVIDERS = [provider.entry(issuer="http://localhost:9")]
    answer = Client(SERVER_NAME=django_settings.ADMIN_HOST).get(GO)
    assert (answer.status_code, "non risponde" in answer.content.decode()) == (REFUSED, True)


def test_an_unknown_provider_is_not_found(provider: IdentityProvider) -> None:
    client = Client(SERVER_NAME=django_settings.ADMIN_HOST)
    assert client.get("/admin/accesso/con/altro/").status_code == 404
    assert client.get("/admin/accesso/con/altro/ritorno/").status_code == 404


@pytest.fixture
def duty(settings: Any) -> Callable[..., None]:
    def second_factor(provider: IdentityProvider, *acr: str) -> None:
        settings.SECOND_FACTOR = "required"
        settings.OIDC_PROVIDERS = [provider.entry(second_factor=list(acr))]

    return second_factor


def test_a_gateway_that_vouches_for_two_factors_is_enough(provider: IdentityProvider, duty: Any) -> None:
    duty(provider, "https://www.spid.gov.it/SpidL2")
    provider.says("anna", ruoli=["crema:responsabile"], acr="https://www.spid.gov.it/SpidL2")
    anna = Browser("anna")
    anna.signs_in()
    assert anna.is_in()


@pytest.mark.parametrize("acr", ["https://www.spid.gov.it/SpidL1", "", None])
def test_less_than_two_factors_leads_a_publisher_to_setting_one_up(
    provider: IdentityProvider, duty: Any, acr: str | None
) -> None:
    duty(provider, "https://www.spid.gov.it/SpidL2")
    provider.says("anna", ruoli=["crema:responsabile"], acr=acr)
    anna = Browser("anna")
    anna.signs_in()
    assert anna.site.get(HOME)["Location"] == "/admin/sicurezza/"
