"""The page that the link of an invitation opens: a new person chooses a password, a known one signs in and confirms."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from federation.actions.accept_invitation import Newcomer, accept_invitation, has_account, is_for
from federation.models import Invitation, User
from federation.refusal import ActionRefused
from federation.signing_in.throttling import count_wrong_link, may_try_link

GONE = 410


class NewcomerForm(SetPasswordForm):  # type: ignore[type-arg]
    """Name and password; the address is the invitation's, and nobody can type another."""

    first_name = forms.CharField(
        label=gettext_lazy("Nome"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=gettext_lazy("Cognome"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    field_order = ("first_name", "last_name", "new_password1", "new_password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = gettext_lazy("Password")
        self.fields["new_password2"].label = gettext_lazy("Ripeti la password")
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """The names are known before the password is compared with them."""
        self.user.first_name = self.cleaned_data.get("first_name", "")
        self.user.last_name = self.cleaned_data.get("last_name", "")
        return super().clean() or self.cleaned_data


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class InvitationView(View):
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_try_link(request):
            return HttpResponse(status=429)  # the middleware of django-axes says the rest
        invitation = Invitation.objects.by_token(kwargs["key"]).first()
        if invitation is None:
            count_wrong_link(request)
        problem = invitation.why_closed() if invitation else _("Questo invito non vale.")
        if invitation is None or problem:
            return self._gone(problem)
        self.invitation = invitation
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Confirms, for who is signed in; makes the account of who has none, and signs in."""
        try:
            if request.user.is_authenticated:
                accept_invitation(key, request.user)
                messages.success(request, _("Fatto: adesso lavori per «%(site)s».") % {"site": self._site()})
                return redirect("wagtailadmin_home")
            form = self._form(request.POST)
            if form is None or not form.is_valid():
                return self._show(form)
            data = form.cleaned_data
            newcomer = Newcomer(data["first_name"], data["last_name"], password=data["new_password1"])
            person = accept_invitation(key, newcomer)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("account_invitation", key)
        login = Login(user=person, redirect_url=None)
        answer: HttpResponse = perform_password_login(request, {"username": person.get_username()}, login)
        return answer

    def _form(self, data: Any = None) -> NewcomerForm | None:
        """None for who signs in instead."""
        if self.request.user.is_authenticated or has_account(self.invitation.email):
            return None
        return NewcomerForm(User(username=self.invitation.email, email=self.invitation.email), data)

    def _show(self, form: NewcomerForm | None) -> HttpResponse:
        user = self.request.user
        context = {
            "form": form,
            "invitation": self.invitation,
            "site": self._site(),
            "confirms": user.is_authenticated and is_for(self.invitation, user),
        }
        return render(self.request, "federation/signing_in/invitation.html", context)

    def _site(self) -> str:
        return self.invitation.role.member.site_title

    def _gone(self, problem: str) -> HttpResponse:
        context = {"problem": problem}
        return render(self.request, "federation/signing_in/invitation_gone.html", context, status=GONE)
