"""The one place that turns (member, placement) into a path and a URL. Absolute URLs never come from the request."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q

from federation.models.member import Member


def scheme_and_port() -> tuple[str, str]:
    """How sites are reached from outside: https without a port, but in the demonstration."""
    return ("http", "" if settings.PORT == 80 else f":{settings.PORT}") if settings.DEMO else ("https", "")


def absolute_url(member: Member, path: str) -> str:
    """The public URL of a path of a member's site; empty for a member without a host name."""
    if not member.hostname:
        return ""
    scheme, port = scheme_and_port()
    return f"{scheme}://{member.hostname}{port}{path}"


def former_addresses_above(path: str) -> Q:
    """Every address that could stand for `/a/b/c/`: itself, `/a/b/` and `/a/`."""
    parts = path.strip("/").split("/")
    return Q(path__in=["/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)])
