"""Automatic persisted queries: the app sends the SHA-256 of a query and, the first time, the query as well.

https://www.apollographql.com/docs/apollo-server/performance/apq
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.core.cache import cache

from mobile_api.refusals import Code, Refusal

KEPT_SECONDS = 30 * 24 * 3600
HASH = re.compile(r"[0-9a-f]{64}")


def hash_in(extensions: Any) -> str | None:
    """The hash that a request's `extensions` name; None when it is no persisted query."""
    if extensions is None:
        return None
    if not isinstance(extensions, dict):
        raise Refusal(Code.BAD_REQUEST, "extensions must be an object.")
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str) or not HASH.fullmatch(digest):
        raise Refusal(Code.BAD_REQUEST, "persistedQuery.sha256Hash must be 64 hexadecimal digits in small letters.")
    return digest


def recall(digest: str) -> str:
    """The query of that hash; refused with 200, as the protocol wants it, when nobody has sent it yet."""
    query: str | None = cache.get(_key(digest))
    if query is None:
        raise Refusal(Code.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound", status=200)
    return query


def check_digest(query: str, digest: str) -> None:
    if hashlib.sha256(query.encode()).hexdigest() != digest:
        raise Refusal(Code.PERSISTED_QUERY_MISMATCH, "provided sha does not match query")


def remember(query: str, digest: str) -> None:
    """Only what was found to be valid is kept."""
    if cache.get(_key(digest)) is None:
        cache.set(_key(digest), query, KEPT_SECONDS)


def _key(digest: str) -> str:
    return f"mobile_api:query:{digest}"
