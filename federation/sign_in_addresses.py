"""Which addresses of the admin's host are those of signing in, where other rules hold than in the admin behind it."""

from __future__ import annotations

from django.http import HttpRequest

SECOND_FACTOR = ("account_", "mfa_", "oidc_")  # how the names of their addresses begin
RESET_BY_MAIL = "wagtailadmin_password_reset"


def url_name_of(request: HttpRequest) -> str:
    """Empty for what no address answers."""
    return (request.resolver_match and request.resolver_match.url_name) or ""


def is_sign_in(request: HttpRequest) -> bool:
    """Passwords, codes, second factors, identity providers."""
    return url_name_of(request).startswith((*SECOND_FACTOR, RESET_BY_MAIL))
