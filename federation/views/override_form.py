"""What a member may change of a received item."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from federation.actions.override import Overrides
from federation.models import Placement


class OverrideForm(forms.Form):
    """Empty fields follow the original."""

    title = forms.CharField(
        label=_("Titolo"), max_length=255, required=False, help_text=_("Vuoto: quello dell’originale.")
    )
    summary = forms.CharField(
        label=_("In breve"),
        max_length=255,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vuoto: quello dell’originale."),
    )
    note = forms.CharField(
        label=_("Nota per i cittadini"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si legge sotto il titolo, come nota del tuo ente: per esempio a chi rivolgersi in comune."),
    )
    pinned = forms.BooleanField(label=_("Tieni in cima agli elenchi"), required=False)

    @classmethod
    def of(cls, placement: Placement) -> OverrideForm:
        """Filled with what the member changed so far."""
        return cls(initial=placement.overrides)

    def overrides(self) -> Overrides:
        """Of a valid form."""
        return Overrides(**self.cleaned_data)
