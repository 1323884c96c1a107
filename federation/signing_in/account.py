"""A person's own page in Wagtail's admin: the e-mail address is shown there, and changed by nobody who signs in.

By the address an invitation tells whether its reader has an account (docs/adr/0014), so it must be proved, not typed.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from federation.models import User


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
