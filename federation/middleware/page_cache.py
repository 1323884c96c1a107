"""The page cache: an answer is kept under the version of the member's site that it was made from (docs/adr/0007).

The version is read first (by HostMiddleware), the content after it, in autocommit: so no entry is older than its key.
Nothing is ever cleared: a raise makes another key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.response import SimpleTemplateResponse
from django.utils.http import parse_etags, quote_etag

from federation.build import build
from federation.page_numbers import number_asked
from federation.validity import valid_until

STORED_STATUSES = (200, 301, 410)
KEPT_HEADERS = ("Content-Type", "Location", "Content-Security-Policy", "Cache-Control", "Content-Language", "Link")
KEPT_SECONDS = 24 * 60 * 60  # of an entry that nobody asks for


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer, whole. After `valid_until` something shown has changed by time alone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str
    valid_until: datetime | None

    def response(self) -> HttpResponse:
        headers = dict(self.headers) | {"ETag": self.etag, "Content-Length": str(len(self.body))}
        return HttpResponse(self.body, status=self.status, headers=headers)


class PageCacheMiddleware:
    """After HostMiddleware, before sessions. Adds an ETag (a hash of the body) and answers 304 where it still holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = cache_key(request)
        if key is None:
            return self.get_response(request)
        entry: Entry | None = cache.get(key)
        now: datetime = request.now  # type: ignore[attr-defined]
        if entry is None or (entry.valid_until is not None and entry.valid_until <= now):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if not is_storable(request, response):
                return response
            entry = _entry_of(request, response)
            if not connection.in_atomic_block:
                cache.set(key, entry, KEPT_SECONDS)
        return _conditional(request, entry)


def cache_key(request: HttpRequest) -> str | None:
    """None where the cache must not be asked: no member's site, a session, another method, a strange path or number."""
    site: Any = getattr(request, "site_version", None)
    if site is None or getattr(request, "is_dummy", False):  # Wagtail's preview of a draft
        return None
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if "//" in request.path or not request.path.endswith("/"):
        return None
    number = number_asked(request)
    if number is None:
        return None
    parts = (
        site.epoch,
        site.hostname,
        request.path,
        str(number),
        str(site.version),
        build(),
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_storable(request: HttpRequest, response: HttpResponse) -> bool:
    """Public, complete, and the same for everybody."""
    if response.status_code not in STORED_STATUSES or response.streaming or response.cookies:
        return False
    if "cookie" in response.headers.get("Vary", "").lower():
        return False
    policy = response.headers.get("Cache-Control", "")
    return "no-store" not in policy and "private" not in policy


def _entry_of(request: HttpRequest, response: HttpResponse) -> Entry:
    return Entry(
        status=response.status_code,
        headers=tuple((name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers),
        body=response.content,
        etag=quote_etag(hashlib.sha256(response.content).hexdigest()[:32]),
        valid_until=valid_until(request.member, now=request.now),  # type: ignore[attr-defined]
    )


def _conditional(request: HttpRequest, entry: Entry) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if entry.status == 200 and (entry.etag in known or f"W/{entry.etag}" in known):
        return HttpResponseNotModified(headers={"ETag": entry.etag})
    return entry.response()
