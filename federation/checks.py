"""System checks: a misconfiguration is an error at start, with a hint, and no surprise later."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import get_resolver

from federation.affects import effect_of
from federation.belongs import belonging_of
from federation.tenancy.guard import admin_addresses, guard_of


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


@register()
def check_belongings(**kwargs: Any) -> list[CheckMessage]:
    """Every model says to whom its rows belong, or nobody but a superuser would know."""
    return [
        Error(
            f"{model._meta.label} does not declare to whom it belongs.",
            hint="Set `belongs` on the model, or name it in federation/tenancy/table.py.",
            id="federation.E010",
        )
        for model in apps.get_models()
        if belonging_of(model) is None
    ]


@register()
def check_guards(**kwargs: Any) -> list[CheckMessage]:
    """Every address of the admin says what it names; one that does not is refused to all but superusers."""
    return [
        Error(
            f"The admin's address {route} ({name}) does not declare what it names.",
            hint="Use an Owned… viewset, set `guard` on the view, or name it in federation/tenancy/admin_views.py.",
            id="federation.E011",
        )
        for route, name, view in admin_addresses(get_resolver(settings.ADMIN_URLCONF).url_patterns)
        if guard_of(name, view) is None
    ]


@register(deploy=True)
def check_not_demo(**kwargs: Any) -> list[CheckMessage]:
    """The demonstration has known passwords."""
    if not settings.DEMO:
        return []
    return [Error("DEMO is on.", hint="Unset DEMO and set SECRET_KEY in production.", id="federation.E003")]


@register()
def check_storage(**kwargs: Any) -> list[CheckMessage]:
    """A bucket that is half configured would be found out by the first editor who uploads a picture."""
    errors: list[CheckMessage] = [
        Error(f"{name} is set and S3_BUCKET is not.", hint="Set S3_BUCKET, or unset it.", id="federation.E004")
        for name in ("S3_ENDPOINT_URL", "S3_PUBLIC_URL", "S3_PREFIX")
        if getattr(settings, name) and not settings.S3_BUCKET
    ]
    for name in ("S3_ENDPOINT_URL", "S3_PUBLIC_URL"):
        if getattr(settings, name) and urlsplit(getattr(settings, name)).scheme not in ("http", "https"):
            errors.append(Error(f"{name} is no address.", hint="Write it with https://.", id="federation.E005"))
    if settings.S3_BUCKET and not _has_credentials():
        hint = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role."
        errors.append(Error("There are no credentials for S3_BUCKET.", hint=hint, id="federation.E006"))
    return errors


def _has_credentials() -> bool:
    from botocore.session import Session  # half a second that an installation without a bucket need not wait

    return Session().get_credentials() is not None


def _atomic_requests() -> bool:
    return any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values())
