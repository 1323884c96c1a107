"""A person's own page in Wagtail's admin, and the page of who forgot the password.

The first shows the e-mail address, which nobody changes who signs in: by it an invitation tells whether its reader has
an account (docs/adr/0014), so it must be proved, not typed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, PasswordResetConfirmView
from wagtail.log_actions import registry

from federation.models import User
from federation.signing_in.audit import record
from federation.tenancy.changes import changes_of


class EmailForm(forms.ModelForm):  # type: ignore[type-arg]
    """Takes nothing, whatever is sent."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        disabled=True,
        help_text=_(
            "A questo indirizzo arrivano inviti e avvisi: da qui non si cambia. Se ne hai uno nuovo, chiedi a chi "
            "amministra il tuo ente di invitarti con quello."
        ),
    )

    class Meta:
        model = User
        fields = ("email",)


class EmailPanel(BaseSettingsPanel):  # type: ignore[misc]
    name = "email"
    title = _("E-mail")
    order = 200
    form_class = EmailForm


class OwnAccountView(AccountView):  # type: ignore[misc]
    """Wagtail's, which logs that something was changed; with before and after, a line and a mail for the password."""

    def get_panels(self) -> list[Any]:
        return self._panels

    @cached_property
    def _panels(self) -> list[Any]:
        """With the forms that are saved, which know what was before."""
        panels: list[Any] = super().get_panels()
        for panel in panels:
            panel.get_form = cache(panel.get_form)
        return panels

    def post(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        answer: HttpResponse = super().post(request)
        sent = [form for panel in self._panels if (form := panel.get_form()).is_bound]
        if not all(form.is_valid() for form in sent):
            return answer
        changes = {label: told for form in sent for label, told in changes_of(form).items()}
        entry = registry.get_logs_for_instance(user).filter(action="wagtail.edit", user=user).first()
        if changes and entry is not None:
            entry.data["changes"] = changes
            entry.save(update_fields=["data"])
        if any(isinstance(form, SetPasswordForm) for form in sent):
            record(user, "password_changed", request=request, by=user)
        return answer


class NewPasswordView(PasswordResetConfirmView):  # type: ignore[misc]
    """Wagtail's, where the link of the mail leads; with a line in the log, as nobody's deed, and a mail that tells."""

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        record(form.user, "password_changed", request=self.request)
        return answer
