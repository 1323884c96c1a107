"""Headers of every answer: the content security policy, and that browsers ask again each time.

Public pages run no inline script or style, so that their bodies can be cached. Without `no-cache` Chromium keeps a 301
or a 410 for ever, also when the notice is published again.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from federation.sign_in_addresses import is_sign_in

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{pictures}; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# Where passwords and codes are typed nothing runs that is not a file of ours.
SIGN_IN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Wagtail 8 writes inline scripts and styles without a nonce (its issue 1288). Its admin has a host of its own.
ADMIN = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{pictures}; font-src 'self' data:; connect-src 'self'; media-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'; "
    "worker-src 'none'"
)


class HeadersMiddleware:
    """Sets each header unless the view has set its own (Wagtail does for served documents). Outside the host's
    middleware, because its redirects need them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = getattr(request, "urlconf", None) == settings.ADMIN_URLCONF
        policy = (_of_admin(request) if is_admin else PUBLIC).format(pictures=_pictures())
        response.headers.setdefault("Content-Security-Policy", policy)
        if not is_admin:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _of_admin(request: HttpRequest) -> str:
    return SIGN_IN if is_sign_in(request) else ADMIN


def _pictures() -> str:
    """The bucket, where renditions lie in one."""
    address = urlsplit(settings.RENDITIONS_URL)
    return f" {address.scheme}://{address.netloc}" if address.netloc else ""
