"""«Canali»: the subjects by which items travel; each is kept by its owner, and all of them by the consortium."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.slug import SlugInput

from federation.actions.subscribe import subscribe_everybody
from federation.models import Channel, Member, Mode, Obligation
from federation.tenancy.staff import staff_reach_of
from federation.views.staff.changed_columns import ChangedColumnsForm
from federation.views.staff.name_panel import NamePanel
from federation.views.staff.screens import FederationViewSet, OwnIndexView

STAFF_FIELDS = ("owner", "duty", "subscribe")


class ChannelForm(ChangedColumnsForm):
    """An owner keeps the words; whose channel it is, whether it is one of law, and who is subscribed is the staff's.
    The slug stays as it was given, because the app names the channel by it."""

    subscribe = forms.ChoiceField(
        label=gettext_lazy("Iscrivi tutti gli enti come"),
        required=False,
        choices=[("", gettext_lazy("Nessuno: decide ogni ente")), *(c for c in Mode.choices if c[0] != Mode.OFF)],
        help_text=gettext_lazy(
            "Vale per chi non ha ancora scelto, e per i contenuti che arriveranno; ogni ente può cambiare idea in "
            "«Canali». Su un canale di legge chi è iscritto accetta anche i doveri, come quando aderisce."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = () if staff_reach_of(self.for_user).publishes_for_all else STAFF_FIELDS
        for name in (*hidden, "slug" if self.instance.pk else "archived"):
            del self.fields[name]
        if not self.instance.pk:
            self.initial.setdefault("owner", Member.objects.published_by(self.for_user).first())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        duty = data.get("duty", self.instance.duty)
        if data.get("default_obligation") == Obligation.DUTY and not duty:
            self.add_error(
                "default_obligation", ValidationError(_("«Dovere di legge» vale solo su un canale di legge."))
            )
        return data

    def save(self, commit: bool = True) -> Channel:
        channel: Channel = super().save(commit=commit)
        if mode := self.cleaned_data.get("subscribe"):
            subscribe_everybody(channel, mode=Mode(mode))
        return channel


class ChannelIndexView(OwnIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        subscribers = Count("subscriptions", filter=~Q(subscriptions__mode=Mode.OFF))
        rows: QuerySet[Any] = super().get_base_queryset().select_related("owner").annotate(subscribers=subscribers)
        return rows


class ChannelViewSet(FederationViewSet):
    model = Channel
    name = "federation_channel_register"
    url_prefix = "federazione/canali"
    icon = "rss"
    menu_label = gettext_lazy("Canali")
    index_view_class = ChannelIndexView
    list_display = [
        "name",
        "owner",
        "audience_kind",
        "default_obligation",
        Column("subscribers", label=gettext_lazy("Enti iscritti"), sort_key="subscribers"),
        "archived",
    ]
    list_filter = ["audience_kind", "duty", "archived"]
    search_fields = ["name", "slug", "owner__name"]
    ordering = "name"
    inspect_view_fields = [
        "name", "slug", "description", "owner", "audience_kind", "default_obligation", "duty", "archived",
    ]  # fmt: skip
    empty_message = gettext_lazy("Non c’è ancora nessun canale.")
    edit_handler = ObjectList(
        [
            NamePanel(),
            FieldPanel("slug", widget=SlugInput, help_text=gettext_lazy("Nome breve per l’app. Poi non cambia più.")),
            FieldPanel("description", help_text=gettext_lazy("La leggono gli enti quando scelgono che cosa ricevere.")),
            FieldPanel("owner", help_text=gettext_lazy("Chi scrive su questo canale.")),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "audience_kind",
                        help_text=gettext_lazy("Ciò che è per il personale si legge in «In arrivo», e su nessun sito."),
                    ),
                    FieldPanel("default_obligation", help_text=gettext_lazy("Per i contenuti che non dicono il loro.")),
                    FieldPanel(
                        "duty",
                        help_text=gettext_lazy(
                            "I «doveri di legge» si pubblicano subito, dove l’ente li ha accettati."
                        ),
                    ),
                ],
                heading=gettext_lazy("Come arriva"),
            ),
            FieldPanel("subscribe"),
            FieldPanel("archived"),
        ],
        base_form_class=ChannelForm,
    )
