"""Where a request comes from: the client's address behind a proxy, as it counts and as it is remembered."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

COUNTED_BITS = {4: 32, 6: 64}  # who has one IPv6 address has the whole /64
REMEMBERED_BITS = {4: 24, 6: 48}  # enough to recognise a town hall, not a person


def counted_address(request: HttpRequest) -> str | None:
    """What failures are counted under. None where there is no address at all (a Unix socket)."""
    address = _address(request)
    return _network(address, COUNTED_BITS).partition("/")[0] if address else None


def remembered_network(request: HttpRequest) -> str:
    """What the log keeps, `192.0.2.0/24`; empty where there is no address."""
    address = _address(request)
    return _network(address, REMEMBERED_BITS) if address else ""


def _address(request: HttpRequest) -> str:
    """The last entry of X-Forwarded-For is our proxy's own; those before it are whatever the client wrote."""
    found = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        found = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or found
    try:
        return str(ip_address(found))
    except ValueError:
        return ""


def _network(address: str, bits: dict[int, int]) -> str:
    return str(ip_network((address, bits[ip_address(address).version]), strict=False))
