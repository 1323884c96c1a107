"""How often one may be wrong. Failures are rows of django-axes, so every process counts the same ones.

A password is counted under name and address: nobody can lock out a colleague, nor a town hall behind one address.
A code of the second factor is counted under the name alone, because only who has the password gets to guess it.
A link of an invitation is 256 random bits, so many more wrong ones are allowed: a town hall may open old mails.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from federation.models import User

CODES, PASSWORDS, LINKS = "code:", "new-password:", "link:"  # no user name contains a colon
MOST_WRONG, MOST_WRONG_LINKS = 5, 100  # within AXES_COOLOFF_TIME


def counted_by(request: Any, credentials: dict[str, Any] | None) -> list[str | list[str]]:
    """For AXES_LOCKOUT_PARAMETERS."""
    name = str((credentials or {}).get("username") or "")
    return ["username"] if name.startswith(CODES) else [["username", "ip_address"]]


def most_wrong(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """For AXES_FAILURE_LIMIT."""
    return MOST_WRONG_LINKS if (credentials or {}).get("username") == LINKS else MOST_WRONG


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """For AXES_USERNAME_CALLABLE: capitals and blanks give no new attempts."""
    typed = (credentials or request.POST).get("username") or ""
    return str(typed).strip().casefold()[:255]


def may_try_code(request: HttpRequest, user: User) -> bool:
    """Whether another code is looked at; otherwise the answer becomes `locked_out`."""
    return _is_allowed(request, _of_codes(user))


def may_ask_for_password(request: HttpRequest) -> bool:
    """The same for messages with which one sets a new password; each that is asked for counts, under the address."""
    credentials = {"username": PASSWORDS}
    AxesProxyHandler.user_login_failed(__name__, credentials, request)
    return _is_allowed(request, credentials)


def may_try_link(request: HttpRequest) -> bool:
    """The same for the links of invitations; those that are unknown are counted, a replaced one among them."""
    return _is_allowed(request, {"username": LINKS})


def count_wrong_link(request: HttpRequest) -> None:
    AxesProxyHandler.user_login_failed(__name__, {"username": LINKS}, request)


def count_wrong_code(request: HttpRequest, user: User) -> None:
    user_login_failed.send(sender=__name__, credentials=_of_codes(user), request=request)


def forget_wrong_codes(user: User) -> None:
    AxesProxyHandler.reset_attempts(username=counted_name(HttpRequest(), _of_codes(user)))


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """For AXES_LOCKOUT_CALLABLE: what everybody reads who was wrong too often."""
    return render(request, "federation/signing_in/locked_out.html", status=429)


def _of_codes(user: User) -> dict[str, Any]:
    return {"username": CODES + user.get_username()}


def _is_allowed(request: HttpRequest, credentials: dict[str, Any]) -> bool:
    if AxesProxyHandler.is_allowed(request, credentials):
        return True
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return False
