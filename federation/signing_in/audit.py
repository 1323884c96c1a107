"""Writes sign-ins, refusals and changes of factors to Wagtail's log: on the person, with the network's prefix."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from federation.mail import send_security_notice
from federation.models import User
from federation.signing_in.duty import forget_second_factor, has_second_factor
from federation.signing_in.origin import remembered_network
from federation.signing_in.throttling import CODES, count_wrong_code, counted_name, forget_wrong_codes
from federation.tenancy.audit import log_bounded

logger = logging.getLogger(__name__)

ACTIONS: dict[str, Promise] = {
    "signed_in": _("Accesso"),
    "signed_out": _("Uscita"),
    "sign_in_failed": _("Accesso non riuscito: password o codice errati"),
    "sign_in_refused": _("Accesso rifiutato: l’ente che garantisce l’identità non dà un ruolo valido"),
    "locked_out": _("Accesso sospeso: troppi tentativi"),
    "factor_added": _("Secondo fattore aggiunto"),
    "factor_removed": _("Secondo fattore tolto"),
    "recovery_codes_made": _("Nuovi codici di recupero"),
    "factors_reset": _("Secondi fattori azzerati: alla prossima entrata ne serve uno nuovo"),
    "password_changed": _("Password cambiata"),
    "role_granted": _("Ruolo dato dall’ente che garantisce l’identità"),
    "role_withdrawn": _("Ruolo tolto dall’ente che garantisce l’identità"),
}
BOUNDED = ("sign_in_failed", "sign_in_refused", "locked_out")  # what a stranger can cause as often as he likes
NOTICES: dict[str, Promise] = {
    "factor_added": _("è stato aggiunto un secondo fattore"),
    "factor_removed": _("è stato tolto un secondo fattore"),
    "recovery_codes_made": _("sono stati creati nuovi codici di recupero, e i precedenti non valgono più"),
    "password_changed": _("è stata cambiata la password"),
}


def connect() -> None:
    """Called once, when the application is ready."""
    user_logged_in.connect(on_signed_in, dispatch_uid="signing_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="signing_in")
    user_login_failed.connect(on_failed, dispatch_uid="signing_in")
    user_locked_out.connect(on_locked_out, dispatch_uid="signing_in")
    mfa_signals.authentication_failed.connect(on_wrong_code, dispatch_uid="signing_in")
    mfa_signals.authenticator_used.connect(on_factor_used, dispatch_uid="signing_in")
    mfa_signals.authenticator_added.connect(on_factor_added, dispatch_uid="signing_in")
    mfa_signals.authenticator_removed.connect(on_factor_removed, dispatch_uid="signing_in")
    mfa_signals.authenticator_reset.connect(on_codes_made, dispatch_uid="signing_in")


def record(person: User, action: str, *, request: HttpRequest, by: User | None = None, **data: Any) -> None:
    """`by` is None where nobody has shown yet that they are that person."""
    entry = {"network": remembered_network(request)} | data
    if action in BOUNDED:
        log_bounded(person, f"signing_in.{action}", user=by, data=entry)
    else:
        log(person, f"signing_in.{action}", user=by, data=entry)
    if action in NOTICES:
        send_security_notice.enqueue(user_id=person.pk, what=str(NOTICES[action]))


def on_signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(user, "signed_in", request=request, by=user)


def on_signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(user, "signed_out", request=request, by=user)


def on_failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    if request is not None:
        _record_for_name("sign_in_failed", request, credentials)


def on_locked_out(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    _record_for_name("locked_out", request, {"username": username})


def on_wrong_code(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    count_wrong_code(request, user)


def on_factor_used(sender: Any, user: User, **kwargs: Any) -> None:
    forget_wrong_codes(user)


def on_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who has just proved a new factor has shown one in this session."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        record(user, "factor_added", request=request, by=user, factor=str(authenticator.type))


def on_factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Who has none any more has shown none, either."""
    if not has_second_factor(user):
        forget_second_factor(request)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record(user, "factor_removed", request=request, by=user, factor=str(authenticator.type))


def on_codes_made(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(user, "recovery_codes_made", request=request, by=user)


def _record_for_name(action: str, request: HttpRequest, credentials: dict[str, Any]) -> None:
    """A name that nobody has stays out of the log: it is often a password, typed into the wrong field."""
    name = counted_name(request, credentials).removeprefix(CODES)
    person = User.objects.filter(username__iexact=name).first()
    if person:
        record(person, action, request=request)
    else:
        logger.warning("%s from %s: no such person", action, remembered_network(request))
