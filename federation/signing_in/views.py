"""The page of the password, and that of the second factor after it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.views.account import LoginView

from federation.identity_providers import configured_providers
from federation.signing_in.forms import SignInForm


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class SignInView(LoginView):  # type: ignore[misc]
    """Wagtail's page at Wagtail's address. The right password leads on to the second factor, where there is one."""

    template_name = "federation/signing_in/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def form_valid(self, form: SignInForm) -> HttpResponse:
        if self.request.user.is_authenticated:
            logout(self.request)  # nothing of another person's session goes on
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        answer: HttpResponse = perform_password_login(self.request, {"username": user.get_username()}, login)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"providers": configured_providers()}


class SecondFactorView(AuthenticateView):  # type: ignore[misc]
    """Asks for what the person has: the app's code, a passkey, or both."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        held = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        types = Authenticator.Type
        return context | {"has_app": types.TOTP in held, "has_passkey": types.WEBAUTHN in held}
