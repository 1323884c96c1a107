"""The content security policy: public pages run no inline script or style, so that their bodies can be cached."""

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
    "img-src 'self' data: blob: https://www.gravatar.com; font-src 'self' data:; frame-src *; frame-ancestors 'self'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)


class ContentSecurityPolicyMiddleware:
    """Sets the header unless a view has set a stricter one (Wagtail does for served documents)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = getattr(request, "urlconf", None) == settings.ADMIN_URLCONF
        policy = ADMIN if is_admin else PUBLIC.format(ancestors="'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
