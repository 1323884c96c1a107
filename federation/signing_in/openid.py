"""Asks an OpenID Connect provider who somebody is: code flow with PKCE and nonce, every answer verified (Authlib)."""

from __future__ import annotations

from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from joserfc.errors import JoseError
from requests import RequestException

from federation.identity_providers import Provider

ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
)  # none is none
SECONDS = 5
LEEWAY_SECONDS = 60


class NotVouched(Exception):
    """The provider's answer is not one, or not for us. `str(error)` is for the log, not for the person."""


def ask(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The redirect to the provider; what must come back is kept in the session."""
    try:
        parameters = {"acr_values": " ".join(provider.second_factor)} if provider.second_factor else {}
        answer: HttpResponse = _client(provider).authorize_redirect(request, _return_address(provider), **parameters)
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as error:
        raise NotVouched(f"{provider.key}: {error}") from error
    return answer


def claims_of_answer(request: HttpRequest, provider: Provider) -> dict[str, Any]:
    """The verified claims of the ID token, with those of the userinfo endpoint where they are of the same person."""
    try:
        client = _client(provider)
        token = client.authorize_access_token(request, leeway=LEEWAY_SECONDS, claims_options=_claims_options(provider))
        claims = dict(token.get("userinfo") or {})
        if not claims:
            raise NotVouched(f"{provider.key}: no ID token")
        told = dict(client.userinfo(token=token)) if client.server_metadata.get("userinfo_endpoint") else {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError, RuntimeError, KeyError) as error:
        raise NotVouched(f"{provider.key}: {type(error).__name__} {error}") from error
    if told and told.get("sub") != claims["sub"]:
        raise NotVouched(f"{provider.key}: userinfo is of another person")
    return told | claims


def _client(provider: Provider) -> Any:
    client = OAuth().register(
        provider.key,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": provider.scope,
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
            "leeway": 0,  # an access token may live for less than the minute that is usual here
        },
    )
    metadata = client.load_server_metadata()
    if metadata.get("issuer") != provider.issuer:
        raise NotVouched(f"{provider.key}: calls itself {metadata.get('issuer')!r}")
    supported = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in supported if name in ALGORITHMS]
    return client


def _claims_options(provider: Provider) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "sub": {"essential": True},
    }


def _return_address(provider: Provider) -> str:
    """Never from the request."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("oidc_return", args=[provider.key])
