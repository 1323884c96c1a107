"""Who asked for what is not theirs: noted on the request while it is answered, written to the register afterwards, when
what was refused has been rolled back (`federation.middleware.tenancy`)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import ERROR
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from federation.sign_in_addresses import is_sign_in

FORBIDDEN, FOUND = 403, 302


def note_refusal(request: HttpRequest) -> None:
    request.was_refused = True  # type: ignore[attr-defined]


def note_passed(request: HttpRequest) -> None:
    """The gate is behind it: what is refused from here on, a view refuses."""
    request.passed_gate = True  # type: ignore[attr-defined]


def not_theirs(request: HttpRequest) -> Http404:
    """For a view to raise, which answers for another member's row as if there was none. Any other 404 is a wrong
    address or a row that has gone."""
    note_refusal(request)
    return Http404()


def was_refused(request: HttpRequest, response: HttpResponse) -> bool:
    """Of people with a role, who are refused something; also by a view that noted nothing: then by its 403, or by
    Wagtail's way home."""
    noted = getattr(request, "was_refused", False)
    if not noted and not (getattr(request, "passed_gate", False) and _says_no(request, response)):
        return False
    user: Any = request.user
    return bool(user.is_authenticated and not user.is_superuser)


def _says_no(request: HttpRequest, response: HttpResponse) -> bool:
    if is_sign_in(request):
        return False  # it has lines of its own
    return response.status_code == FORBIDDEN or _was_sent_home(request, response)


def _was_sent_home(request: HttpRequest, response: HttpResponse) -> bool:
    """As `wagtail.admin.auth.permission_denied` does it: with an error, and nothing else goes home with one."""
    if response.status_code != FOUND or response["Location"] != reverse("wagtailadmin_home", settings.ADMIN_URLCONF):
        return False
    said: Any = getattr(request, "_messages", None)
    return said is not None and any(message.level >= ERROR for message in said._queued_messages)
