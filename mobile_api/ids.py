"""Global ids: `News:123` in base64url, as Relay does. Of content they name the placement, never the item."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

LONGEST = 64
LARGEST = 2**63 - 1  # of a database key


def global_id(type_name: str, pk: int) -> str:
    return urlsafe_b64encode(f"{type_name}:{pk}".encode()).rstrip(b"=").decode()


def parse_global_id(value: str) -> tuple[str, int] | None:
    """Type and key; None for whatever `global_id` would not have written, so that an object has one id only."""
    if len(value) > LONGEST:
        return None
    try:
        text = urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode("ascii")
    except ValueError:
        return None
    type_name, _, number = text.partition(":")
    if not (number.isascii() and number.isdigit()) or int(number) > LARGEST:
        return None
    return (type_name, int(number)) if global_id(type_name, int(number)) == value else None
