"""The cache of the tests: this process's own keys on a shared server, or what is this process's anyway."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache, caches
from django_redis.cache import RedisCache

from mobile_api.reading import feeds, sites


def empty_cache() -> None:
    """Of this process's keys alone: on Redis, clearing would empty the workers' beside it too. What the API's process
    remembers goes, too: the next test begins with the same epoch and the same numbers."""
    feeds.newest_rows._kept.clear()
    sites._known.clear()
    if isinstance(caches["default"], RedisCache):
        cache.delete_pattern("*")
    else:
        cache.clear()


def stored_values() -> dict[str, bytes]:
    """Everything that is in the cache, as it lies there, by key."""
    backend: Any = caches["default"]
    if isinstance(backend, RedisCache):
        client = backend.client.get_client()
        return {key.decode(): client.get(key) or b"" for key in client.scan_iter(f"{backend.key_prefix}*")}
    return dict(backend._cache)
