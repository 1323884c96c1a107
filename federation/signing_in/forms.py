"""The forms of signing in, in Italian, for password managers and one-time codes."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from federation.mail import send_password_reset, was_just_asked_for
from federation.signing_in.codes import accept_code
from federation.signing_in.throttling import may_ask_for_password, may_try_code

ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": "", "spellcheck": "false"}


class SignInForm(LoginForm):  # type: ignore[misc]
    """Wagtail's, without «remember me»: a session lasts a working day at most."""

    remember = None
    error_messages = LoginForm.error_messages | {
        "invalid_login": _("Nome utente o password non corrispondono. Controlla le maiuscole e riprova."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Nome utente")
        self.fields["username"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "autofocus": ""}
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class AskForPasswordResetForm(PasswordResetForm):  # type: ignore[misc]
    """Looks nobody up: the answer says nothing, neither by words nor by the time it takes."""

    def save(self, *, request: HttpRequest, **kwargs: Any) -> None:
        """One message in a quarter of an hour, however often and from wherever it is asked for."""
        email = self.cleaned_data["email"].lower()
        if not may_ask_for_password(request) or was_just_asked_for(email):
            return
        # By the worker or the scheduler, never by this process.
        send_password_reset.using(run_after=timezone.now()).enqueue(email=email)


class CodeForm(base_forms.BaseAuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code; guesses are counted, and none is accepted twice."""

    code = forms.CharField(label=_("Codice"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME))

    def clean_code(self) -> str:
        if not may_try_code(context.request, self.user):
            raise ValidationError(_("Troppi tentativi."))
        code: str = self.cleaned_data["code"]
        factor = accept_code(self.user, code)
        if factor is None:
            self._emit_authentication_failed(Authenticator(user=self.user, type=Authenticator.Type.TOTP))
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator = factor
        return code


class AuthenticateForm(CodeForm, base_forms.AuthenticateForm):  # type: ignore[misc]
    """After the password."""


class ReauthenticateForm(CodeForm, base_forms.ReauthenticateForm):  # type: ignore[misc]
    """Before a change of the factors."""


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Il codice che l’app mostra adesso"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME)
    )


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("Nome, per riconoscerla"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autofocus": ""}),
    )


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Nome, per riconoscerla"), max_length=100)
