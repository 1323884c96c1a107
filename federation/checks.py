"""System checks: a misconfiguration is an error at start, with a hint, and no surprise later."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from federation.affects import effect_of


@register()
def check_effects(**kwargs: Any) -> list[CheckMessage]:
    """Every model says what its change changes on the sites."""
    return [
        Error(
            f"{model._meta.label} does not declare what it affects.",
            hint="Set `affects` on the model, or name it in federation/effects.py.",
            id="federation.E001",
        )
        for model in apps.get_models()
        if effect_of(model) is None
    ]


@register()
def check_unit_of_work_is_last(**kwargs: Any) -> list[CheckMessage]:
    """What runs after it would run inside the transaction."""
    last = "federation.middleware.UnitOfWorkMiddleware"
    if settings.MIDDLEWARE and settings.MIDDLEWARE[-1] == last and not _atomic_requests():
        return []
    return [
        Error(
            f"{last} must be the last middleware, and ATOMIC_REQUESTS off.",
            hint="Under SQLite's IMMEDIATE mode ATOMIC_REQUESTS lets every visitor take the write lock.",
            id="federation.E002",
        )
    ]


@register(deploy=True)
def check_not_demo(**kwargs: Any) -> list[CheckMessage]:
    """The demonstration has known passwords."""
    if not settings.DEMO:
        return []
    return [Error("DEMO is on.", hint="Unset DEMO and set SECRET_KEY in production.", id="federation.E003")]


def _atomic_requests() -> bool:
    return any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values())
