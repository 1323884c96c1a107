"""The one place that turns (member, placement) into a path and a URL. Absolute URLs never come from the request."""

from __future__ import annotations

from django.conf import settings

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
