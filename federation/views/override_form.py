"""What a member may change of a received item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from federation.actions.deciding import OVERRIDES
from federation.actions.override import Overrides
from federation.models import MemberImage, Placement
from federation.tenancy.forms import WithholdingMixin


class OverrideForm(WithholdingMixin, forms.Form):
    """Empty fields follow the original."""

    title = forms.CharField(
        label=OVERRIDES["title"], max_length=255, required=False, help_text=_("Vuoto: quello dell’originale.")
    )
    summary = forms.CharField(
        label=OVERRIDES["summary"],
        max_length=255,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vuoto: quello dell’originale."),
    )
    image = forms.ModelChoiceField(
        label=OVERRIDES["image"],
        queryset=MemberImage.objects.none(),
        required=False,
        widget=AdminImageChooser,
        help_text=_("Vuoto: quella dell’originale. Scegline una del tuo ente."),
    )
    note = forms.CharField(
        label=OVERRIDES["note"],
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si legge sotto il titolo, come nota del tuo ente: per esempio a chi rivolgersi in comune."),
    )
    pinned = forms.BooleanField(label=OVERRIDES["pinned"], required=False)

    def __init__(self, placement: Placement, data: Any = None) -> None:
        """Filled with what the member changed so far; without a collection of its own a member has no images."""
        super().__init__(data, initial=placement.overrides)
        field: Any = self.fields["image"]
        field.queryset = MemberImage.objects.filter(collection=placement.member.collection_id or 0)

    def overrides(self) -> Overrides:
        """Of a valid form."""
        image = self.cleaned_data["image"]
        return Overrides(**self.cleaned_data | {"image": image.pk if image else None})
