"""To an identity provider and back."""

from __future__ import annotations

import logging

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from federation.actions.admit import Vouched, admit
from federation.identity_providers import Provider, configured_providers
from federation.models import ExternalIdentity
from federation.refusal import ActionRefused
from federation.signing_in.audit import record
from federation.signing_in.claims import authority_of, read_claims, shows_second_factor
from federation.signing_in.openid import NotVouched, ask, claims_of_answer

logger = logging.getLogger(__name__)


@require_GET
@never_cache
def go_to_provider(request: HttpRequest, key: str) -> HttpResponse:
    try:
        return ask(request, _provider(key))
    except NotVouched as error:
        logger.warning("Sign-in by %s", error)
        return _refusal(request, _("Il servizio di identità non risponde. Riprova tra poco, o entra con la password."))


@require_GET
@never_cache
def return_from_provider(request: HttpRequest, key: str) -> HttpResponse:
    provider = _provider(key)
    try:
        claims = claims_of_answer(request, provider)
    except NotVouched as error:
        logger.warning("Sign-in by %s", error)
        return _refusal(request, _("L’accesso non è stato confermato dal servizio di identità. Riprova dall’inizio."))
    vouched = read_claims(claims, provider)
    try:
        user = admit(vouched, authority_of(provider))
    except ActionRefused as refusal:
        _remember_refusal(request, provider, vouched, refusal)
        return _refusal(request, str(refusal))
    if request.user.is_authenticated:
        logout(request)  # nothing of another person's session goes on
    second_factor = shows_second_factor(claims, provider)
    record_authentication(request, user, "oidc", provider=provider.key, second_factor=second_factor)
    answer: HttpResponse = perform_login(request, user)
    return answer


def _provider(key: str) -> Provider:
    for provider in configured_providers():
        if provider.key == key:
            return provider
    raise Http404


def _refusal(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "federation/signing_in/refused.html", {"message": message}, status=403)


def _remember_refusal(request: HttpRequest, provider: Provider, vouched: Vouched, refusal: ActionRefused) -> None:
    logger.warning("Sign-in by %s refused to %s: %s", provider.key, vouched.subject, refusal)
    identity = ExternalIdentity.objects.filter(issuer=provider.issuer, subject=vouched.subject).first()
    if identity:
        record(identity.user, "sign_in_refused", request=request, issuer=provider.issuer)
