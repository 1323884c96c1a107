"""The look of a site as fields of a form: in the member's own screen, and in the staff's screen of the member."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.permissions import policy_registry

from federation.models import Brand, MemberImage, User
from themes.palettes import DEFAULT_PALETTE, PALETTES, Palette

BRAND_FIELDS = ("palette", "crest", "tagline")
SWATCH = (
    '<span aria-hidden="true" style="display:inline-block;width:1.5em;height:1.5em;margin-inline-end:.5em;'
    'vertical-align:middle;border-radius:50%;background:{}"></span>{}'
)


def brand_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldPanel(
                "palette", widget=forms.RadioSelect, help_text=gettext_lazy("Il colore di testata, bottoni e link.")
            ),
            FieldPanel(
                "crest",
                help_text=gettext_lazy(
                    "Un’immagine quadrata, meglio se su fondo trasparente. Senza, il sito mostra le iniziali."
                ),
            ),
            FieldPanel("tagline", help_text=gettext_lazy("Una frase breve sotto il nome dell’ente.")),
        ],
        heading=gettext_lazy("Aspetto del sito"),
    )


def prepare_brand_fields(form: forms.ModelForm[Any], *, brand: Brand, user: User) -> None:
    """Fills them, shows the colours, and refuses an image that the person could not have chosen in the chooser."""
    form.initial.update(palette=brand.palette or DEFAULT_PALETTE, crest=brand.crest_id, tagline=brand.tagline)
    palette: Any = form.fields["palette"]
    palette.choices = [(p.name, _swatch(p)) for p in PALETTES.values()]
    crest: Any = form.fields["crest"]
    allowed = policy_registry.get_by_type(MemberImage).instances_user_has_any_permission_for(
        user, ["choose", "add", "change"]
    )
    crest.queryset = MemberImage.objects.filter(Q(pk__in=allowed.values("pk")) | Q(pk=brand.crest_id))


def _swatch(palette: Palette) -> SafeString:
    return format_html(SWATCH, palette.primary.hex, palette.label)
