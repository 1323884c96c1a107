"""The OpenID Connect providers of this installation: a gateway to SPID and CIE, a municipality's directory."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from django.conf import settings

from federation.models import ExternalIdentity, MemberRole, User

EVERY_MEMBER = "*"
LISTS = ("members", "second_factor")


@dataclass(frozen=True, slots=True)
class Provider:
    """One entry of OIDC_PROVIDERS; docs/accesso.md says each field for those who configure it.

    `members` are the slugs for which its word counts, or `*`. Either `grants` names a claim with a list of
    `<ente>:<ruolo>`, or `member` and `role` name a claim each. An ente is an IPA code or a slug; `roles` translates
    the provider's words to `MemberRole.Role`. `second_factor` lists the values of `acr` that stand for two factors.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    members: tuple[str, ...]
    roles: dict[str, str]
    grants: str = ""
    member: str = ""
    role: str = ""
    scope: str = "openid profile email"
    second_factor: tuple[str, ...] = field(default=())

    def problem(self) -> str:
        """Why it cannot work, in a few words; empty when it can."""
        if not self.issuer.startswith("https://") and not settings.DEMO:
            return "its issuer is not https"
        if bool(self.grants) == bool(self.member and self.role):
            return "it names neither `grants` nor `member` and `role`, or both"
        return ""


def read_provider(entry: dict[str, Any]) -> Provider:
    """Raises `ValueError` for what is missing, unknown or of a wrong type."""
    if not isinstance(entry, dict):
        raise ValueError("it is no object")  # noqa: TRY004 one exception for all that is wrong with an entry
    if unknown := set(entry) - {one.name for one in fields(Provider)}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    for name, value in entry.items():
        if not _is_of_its_type(name, value):
            raise ValueError(f"`{name}` is of a wrong type")
    lists = {name: tuple(entry.get(name, ())) for name in LISTS}
    try:
        return Provider(**(entry | lists))
    except TypeError as error:
        raise ValueError(str(error)) from error


def _is_of_its_type(name: str, value: Any) -> bool:
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name == "roles":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return isinstance(value, str)


def configured_providers() -> list[Provider]:
    return [read_provider(entry) for entry in settings.OIDC_PROVIDERS]


def provider_of(user: User, role: MemberRole) -> Provider | None:
    """The one that says at each sign-in whether the person holds the role; None where colleagues say it."""
    issuers = set(ExternalIdentity.objects.filter(user=user).values_list("issuer", flat=True))
    for provider in configured_providers() if issuers else ():
        speaks = EVERY_MEMBER in provider.members or role.member.slug in provider.members
        if provider.issuer in issuers and role.role in provider.roles.values() and speaks:
            return provider
    return None
