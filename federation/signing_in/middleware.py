"""Only the admin's host knows who is signed in; and there nobody passes who owes a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from federation.sign_in_addresses import SECOND_FACTOR, url_name_of
from federation.signing_in.duty import has_second_factor, must_show_second_factor, showed_second_factor

# What one must reach who has signed in with a password only: to set up a factor, to leave, and what those pages load.
OPEN = frozenset({"wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"})


class SignInMiddleware:
    """After the middleware of messages, before the unit of work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _on_admin_host(request) and not getattr(request, "is_dummy", False):
            request.user = AnonymousUser()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view answer."""
        if not _on_admin_host(request) or settings.SECOND_FACTOR != "required" or _is_open(request):
            return None
        user = request.user
        if not user.is_authenticated or showed_second_factor(request) or not must_show_second_factor(user):
            return None
        if has_second_factor(user):  # and was not asked for it: signed in by a way that we do not know
            logout(request)
        return _refuse(request)


def _on_admin_host(request: HttpRequest) -> bool:
    return getattr(request, "urlconf", None) == settings.ADMIN_URLCONF


def _is_open(request: HttpRequest) -> bool:
    name = url_name_of(request)
    return name in OPEN or name.startswith(SECOND_FACTOR)


def _refuse(request: HttpRequest) -> HttpResponse:
    message = _("Per il tuo ruolo serve un secondo fattore: configuralo, poi potrai continuare.")
    if request.method != "GET" or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponseForbidden(message, content_type="text/plain; charset=utf-8")
    messages.warning(request, message)
    return redirect("mfa_index")
