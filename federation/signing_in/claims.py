"""From a provider's claims to what the action `admit` understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from federation.actions.admit import Authority, Vouched
from federation.identity_providers import EVERY_MEMBER, Provider


def authority_of(provider: Provider) -> Authority:
    members = None if EVERY_MEMBER in provider.members else provider.members
    return Authority(issuer=provider.issuer, members=members, roles=frozenset(provider.roles.values()))


def read_claims(claims: dict[str, Any], provider: Provider) -> Vouched:
    """A word for a role that the provider's table does not have becomes no role, and so a refusal."""
    return Vouched(
        subject=_text(claims.get("sub")),
        grants=tuple((member, provider.roles.get(word, "")) for member, word in _pairs(claims, provider)),
        first_name=_text(claims.get("given_name")),
        last_name=_text(claims.get("family_name")),
        email=_text(claims.get("email")),
        email_verified=claims.get("email_verified") is True,
    )


def shows_second_factor(claims: dict[str, Any], provider: Provider) -> bool:
    return _text(claims.get("acr")) in provider.second_factor


def _pairs(claims: dict[str, Any], provider: Provider) -> Iterator[tuple[str, str]]:
    if not provider.grants:
        if provider.member in claims or provider.role in claims:
            yield _text(claims.get(provider.member)), _text(claims.get(provider.role))
        return
    named = claims.get(provider.grants) or []
    for entry in named if isinstance(named, list) else [named]:
        member, _, word = _text(entry).rpartition(":")
        yield member, word


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
