"""Cursors: opaque, signed, and good for one list only.

A cursor carries the epoch of the database (numbers repeat after a restore) where it holds a number of the clock, and a
hash of what it was issued for; whoever changes a letter, or brings it to another list, is refused with a code.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings

from mobile_api.refusals import Code, Refusal

SIGNATURE_BYTES = 12
LONGEST = 500


def hash_of(*parts: object) -> str:
    """Of what a list was asked for: comuni and filters."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def hash_of_set(slugs: Iterable[str]) -> str:
    """Of a set of comuni: the order makes no other set."""
    return hash_of(sorted(set(slugs)))


def seal(kind: str, *values: Any) -> str:
    """`values` are what JSON can say."""
    payload = json.dumps([kind, *values], separators=(",", ":")).encode()
    return urlsafe_b64encode(_sign(payload, settings.SECRET_KEY) + payload).rstrip(b"=").decode()


def unseal(kind: str, cursor: str) -> list[Any]:
    """The values; refused unless this instance issued the cursor for this kind of list."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)) if len(cursor) <= LONGEST else b""
    except ValueError:
        raw = b""
    signature, payload = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(signature, _sign(payload, key)) for key in keys):
        raise invalid()
    values: list[Any]
    found, *values = json.loads(payload)
    if found != kind:
        raise invalid()
    return values


def invalid() -> Refusal:
    """For what is no cursor, or one of another list."""
    return Refusal(Code.INVALID_CURSOR, "This is not a cursor of this list. Start again without one.")


def _sign(payload: bytes, key: str) -> bytes:
    return hmac.digest(_derived(key), payload, "sha256")[:SIGNATURE_BYTES]


@lru_cache(maxsize=8)
def _derived(key: str) -> bytes:
    return hashlib.sha256(b"mobile_api.cursors:" + key.encode()).digest()
