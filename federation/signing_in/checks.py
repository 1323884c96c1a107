"""System checks of signing in: what would leave a production installation open, or shut, is said at start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from federation.identity_providers import EVERY_MEMBER, Provider, read_provider
from federation.models import Member, MemberRole

SECOND_FACTOR_CHOICES = ("required", "optional")


@register()
def check_second_factor(**kwargs: Any) -> list[CheckMessage]:
    if settings.SECOND_FACTOR not in SECOND_FACTOR_CHOICES:
        hint = f"It is one of: {', '.join(SECOND_FACTOR_CHOICES)}."
        return [Error(f"SECOND_FACTOR is {settings.SECOND_FACTOR!r}.", hint=hint, id="signing_in.E001")]
    if settings.SECOND_FACTOR == "optional" and not settings.DEMO:
        return [
            Error(
                "The second factor is optional outside the demonstration.",
                hint="Unset SECOND_FACTOR: publishers and administrators must show one.",
                id="signing_in.E002",
            )
        ]
    return []


@register()
def check_providers(**kwargs: Any) -> list[CheckMessage]:
    """Each entry of OIDC_PROVIDERS can be read, and maps to roles that exist."""
    providers, errors = _read_providers()
    for number, provider in providers.items():
        if problem := provider.problem():
            errors.append(_provider_error(number, problem))
        if unknown := set(provider.roles.values()) - set(MemberRole.Role.values):
            errors.append(_provider_error(number, f"no such role: {', '.join(sorted(unknown))}"))
    if len({provider.key for provider in providers.values()}) != len(providers):
        errors.append(Error("Two entries of OIDC_PROVIDERS have the same key.", id="signing_in.E004"))
    return errors


@register("database")
def check_members_of_providers(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A slug that nobody has would shut people out without a word. Run by `migrate`, or `check --database default`."""
    if not databases:
        return []
    providers, _ = _read_providers()
    named = {slug for provider in providers.values() for slug in provider.members} - {EVERY_MEMBER}
    unknown = named - set(Member.objects.filter(slug__in=named).values_list("slug", flat=True))
    return [Error(f"OIDC_PROVIDERS names no member: {slug}", id="signing_in.E005") for slug in sorted(unknown)]


@register(deploy=True)
def check_mail(**kwargs: Any) -> list[CheckMessage]:
    """Without mail nobody gets back in who forgot a password."""
    if settings.EMAIL_CONFIGURED or settings.DEMO:
        return []
    hint = "Set EMAIL_URL, e.g. smtp+tls://user:password@host:587, and DEFAULT_FROM_EMAIL."
    return [Error("EMAIL_URL is not set.", hint=hint, id="signing_in.E006")]


def _read_providers() -> tuple[dict[int, Provider], list[CheckMessage]]:
    """Those that can be read, by their place in the list, and an error for each of the others."""
    providers: dict[int, Provider] = {}
    errors: list[CheckMessage] = []
    for number, entry in enumerate(settings.OIDC_PROVIDERS, start=1):
        try:
            providers[number] = read_provider(entry)
        except ValueError as error:
            errors.append(_provider_error(number, str(error)))
    return providers, errors


def _provider_error(number: int, problem: str) -> CheckMessage:
    return Error(f"Entry {number} of OIDC_PROVIDERS: {problem}.", hint="See docs/accesso.md.", id="signing_in.E003")
