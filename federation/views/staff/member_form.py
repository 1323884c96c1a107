"""One form for a member, the look of its site and its other host names; what must be true of them together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets.slug import SlugInput
from wagtail.images.widgets import AdminImageChooser

from federation.actions.leave import check_not_the_only_consortium
from federation.models import Brand, HostAlias, Member, Mode
from federation.refusal import ActionRefused
from federation.views.staff.brand_fields import BRAND_FIELDS, brand_panel, prepare_brand_fields
from federation.views.staff.changed_columns import ChangedColumnsForm
from federation.views.staff.hostnames import check_hostname_free, read_hostnames
from federation.views.staff.name_panel import NamePanel

ONLY_NEW = ("slug", "mode")


class MemberForm(ChangedColumnsForm):
    """A member leaves by its own screen (`leave.py`), so no status here takes it out of the consortium."""

    palette = Brand._meta.get_field("palette").formfield(widget=forms.RadioSelect)
    crest = Brand._meta.get_field("crest").formfield(widget=AdminImageChooser)
    tagline = Brand._meta.get_field("tagline").formfield()
    aliases = forms.CharField(
        label=gettext_lazy("Altri nomi del sito"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Come riceve dai canali"), choices=Mode.choices, initial=Mode.AUTOMATIC, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Member = self.instance
        brand = (Brand.objects.filter(member=member).first() if member.pk else None) or Brand()
        prepare_brand_fields(self, brand=brand, user=self.for_user)
        if member.pk:
            self.initial["aliases"] = "\n".join(member.aliases.order_by("pk").values_list("hostname", flat=True))
            for name in ONLY_NEW:
                del self.fields[name]
        self._limit_status()

    def clean_hostname(self) -> str | None:
        hostname: str | None = self.cleaned_data["hostname"]
        if hostname:
            check_hostname_free(hostname, member=self.instance)
        elif self.instance.site_id:
            raise ValidationError(_("Il sito c’è già, e un nome gli serve."))
        return hostname

    def clean_aliases(self) -> list[str]:
        return read_hostnames(self.cleaned_data["aliases"], member=self.instance)

    def clean_istat_code(self) -> str:
        code: str = self.cleaned_data["istat_code"]
        if code and (other := Member.objects.filter(istat_code=code).exclude(pk=self.instance.pk).first()):
            raise ValidationError(_("Questo codice è già di %(member)s.") % {"member": other.name})
        return code

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind != Member.Kind.CONSORTIUM:
            try:
                check_not_the_only_consortium(self.instance)
            except ActionRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return kind

    def save(self, commit: bool = True) -> Member:
        """An address that the site had goes on leading to it, until somebody takes it off the list."""
        former = self.initial.get("hostname")
        member: Member = super().save(commit=commit)
        if changed := {name: self.cleaned_data[name] for name in BRAND_FIELDS if name in self.changed_data}:
            Brand.objects.update_or_create(member=member, defaults=changed)
        wanted = set(self.cleaned_data["aliases"]) | ({former} if former else set())
        self._keep_aliases(member, wanted - {member.hostname})
        return member

    def _keep_aliases(self, member: Member, wanted: set[str]) -> None:
        for alias in member.aliases.all():
            if alias.hostname not in wanted:
                alias.delete()
        for hostname in sorted(wanted - set(member.aliases.values_list("hostname", flat=True))):
            HostAlias.objects.create(member=member, hostname=hostname)

    def _limit_status(self) -> None:
        status: Any = self.fields["status"]
        left, now = Member.Status.LEFT, self.initial.get("status")
        if now == left:
            del self.fields["status"]
            return
        started = self.instance.pk and now != Member.Status.PROSPECT
        hidden = {left, Member.Status.PROSPECT} if started else {left}
        status.choices = [choice for choice in Member.Status.choices if choice[0] not in hidden]


def member_panels() -> ObjectList:
    """The same for a new member and for one that exists; the form drops what does not apply."""
    return ObjectList(
        [
            FieldPanel("kind"),
            NamePanel(help_text=gettext_lazy("Senza «Comune di»: lo mette il sito.")),
            FieldPanel("slug", widget=SlugInput, help_text=gettext_lazy("Nome breve per l’app. Poi non cambia più.")),
            FieldPanel("status"),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "hostname",
                        help_text=gettext_lazy(
                            "Per esempio comune.crema.cr.it, che deve già puntare qui. Il nome con «www.» funziona da "
                            "sé. Vuoto: l’ente non ha un sito."
                        ),
                    ),
                    FieldPanel(
                        "aliases",
                        help_text=gettext_lazy(
                            "Uno per riga. Chi li apre arriva al sito; quelli che togli non rispondono più."
                        ),
                    ),
                ],
                heading=gettext_lazy("Indirizzo"),
            ),
            brand_panel(),
            FieldPanel("mode", help_text=gettext_lazy("Per tutti i canali di oggi; poi decide l’ente, in «Canali».")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("istat_code"), FieldPanel("ipa_code")]),
                    FieldRowPanel([FieldPanel("province"), FieldPanel("population")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("joined"),
                ],
                heading=gettext_lazy("Anagrafica"),
            ),
        ],
        base_form_class=MemberForm,
    )
