"""Who must show a second factor, and whether this session did. What is not known counts as: must, and did not."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from federation.models import MemberRole, User
from federation.tenancy.people import SECOND_FACTORS

FRESH_SECONDS = 5 * 60


def must_show_second_factor(user: User) -> bool:
    """Everybody but those who only write drafts: every group of theirs is a member's editors."""
    if settings.SECOND_FACTOR != "required":
        return False
    if user.is_superuser:
        return True
    roles = list(user.groups.values_list("member_role__role", flat=True))
    return not roles or any(role != MemberRole.Role.EDITOR for role in roles)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def showed_second_factor(request: HttpRequest) -> bool:
    """In this session, to us or to the gateway that vouches for the person."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" or record.get("second_factor") is True for record in records)


def forget_second_factor(request: HttpRequest) -> None:
    """Of who has just removed the last one. What a gateway vouched for is not ours to forget."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved who they are minutes ago, so that they need not again for a change of factors."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(time.time() - record["at"] < FRESH_SECONDS for record in records)
