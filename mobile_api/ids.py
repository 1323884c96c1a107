"""Global ids: `News:123` in base64url, as Relay does. Of content they name the placement, never the item."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from federation.row_ids import read_row_id

LONGEST = 64


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
    type_name, _, digits = text.partition(":")
    number = read_row_id(digits)
    return (type_name, number) if number and global_id(type_name, number) == value else None
