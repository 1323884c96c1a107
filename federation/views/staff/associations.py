"""«Gestioni associate»: who runs a service together; their members are an audience."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.slug import SlugInput

from federation.models import Association
from federation.views.staff.changed_columns import ChangedColumnsForm
from federation.views.staff.name_panel import NamePanel
from federation.views.staff.screens import FederationViewSet, OwnIndexView
from federation.widgets import ChosenMembers


class AssociationIndexView(OwnIndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset().select_related("lead").annotate(member_count=Count("members"))
        return rows


class AssociationViewSet(FederationViewSet):
    """A change of the members reaches at once whatever is addressed to them."""

    model = Association
    name = "federation_associations"
    url_prefix = "federazione/gestioni-associate"
    icon = "group"
    menu_label = _("Gestioni associate")
    index_view_class = AssociationIndexView
    list_display = [
        "name",
        "service",
        "lead",
        Column("member_count", label=_("Enti"), sort_key="member_count"),
        "archived",
    ]
    list_filter = ["archived"]
    search_fields = ["name", "service"]
    ordering = "name"
    inspect_view_fields = ["name", "slug", "service", "lead", "members", "archived"]
    empty_message = _("Non c’è ancora nessuna gestione associata.")
    edit_handler = ObjectList(
        [
            NamePanel(),
            FieldPanel("slug", widget=SlugInput, help_text=_("Nome breve, senza spazi.")),
            FieldPanel("service", help_text=_("Che cosa fanno insieme: per esempio lo sportello unico.")),
            FieldPanel("lead", help_text=_("L’ente che la guida, se c’è.")),
            FieldPanel(
                "members",
                widget=ChosenMembers,
                help_text=_(
                    "Chi entra riceve da subito ciò che è destinato a questa gestione; a chi esce viene tolto."
                ),
            ),
            FieldPanel("archived"),
        ],
        base_form_class=ChangedColumnsForm,
    )
