"""Headers of every answer: the content security policy, and that browsers ask again each time.

Public pages run no inline script or style, so that their bodies can be cached. Without `no-cache` Chromium keeps a 301
or a 410 for ever, also when the notice is published again.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
# Wagtail's admin still writes inline scripts and styles; it lives on a host and in a session of its own.
ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-src *; frame-ancestors 'self'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)


class HeadersMiddleware:
    """Sets each header unless the view has set its own (Wagtail does for served documents). Outside the host's
    middleware, because its redirects need them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = getattr(request, "urlconf", None) == settings.ADMIN_URLCONF
        policy = ADMIN if is_admin else PUBLIC.format(ancestors="'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        if not is_admin:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
