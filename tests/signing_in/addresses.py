"""Every address that the admin's host knows, as its resolver lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404

CONVERTERS = {
    "IntegerConverter": 1,
    "SlugConverter": "parola",
    "UUIDConverter": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
}


def addresses() -> Iterator[tuple[str, str]]:
    """Path and name. Parameters get a value of their kind; whether anything is there does not matter."""
    for path, name in _below(get_resolver(settings.ADMIN_URLCONF), "/"):
        try:
            found = resolve(path, urlconf=settings.ADMIN_URLCONF)
        except Resolver404:
            continue
        yield path, found.url_name or name


def _below(resolver: Any, before: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = before + _filled(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(entry, path)
        else:
            yield path, entry.name or ""


def _filled(pattern: Any) -> str:
    route = str(pattern)
    for name, converter in pattern.converters.items():
        value = str(CONVERTERS.get(type(converter).__name__, "parola"))
        route = re.sub(rf"<(?:\w+:)?{name}>", value, route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "1", route).strip("^$").replace(r"\Z", "")
