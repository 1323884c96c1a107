"""The cache of the tests: this process's own keys on a shared server, or what is this process's anyway."""

from __future__ import annotations

from django.core.cache import cache, caches
from django_redis.cache import RedisCache


def empty_cache() -> None:
    """Of this process's keys alone: on Redis, clearing would empty the workers' beside it too."""
    if isinstance(caches["default"], RedisCache):
        cache.delete_pattern("*")
    else:
        cache.clear()
