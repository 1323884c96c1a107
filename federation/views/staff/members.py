"""«Enti»: the list of the members, the screen of one, and the way to the screen by which it leaves."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import Select
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from federation.actions.grant_roles import grant_roles
from federation.addresses import absolute_url
from federation.models import Member
from federation.views.staff.leave import LeaveView
from federation.views.staff.member_form import member_panels
from federation.views.staff.screens import SCREENS, FederationViewSet, OwnEditView, OwnIndexView, ReadView


class MemberFilterSet(WagtailFilterSet):  # type: ignore[misc]
    province = django_filters.AllValuesFilter(label=_("Provincia"), widget=Select, empty_label=_("Tutte"))

    class Meta:
        model = Member
        fields = ["kind", "status", "province"]


def site_url(member: Member) -> str:
    """Of a site that answers; empty otherwise."""
    return absolute_url(member, "/") if member.site_id and member.is_active else ""


def site_link(member: Member) -> str:
    url = site_url(member)
    return format_html('<a href="{}">{}</a>', url, member.hostname) if url else member.hostname or ""


class MemberIndexView(OwnIndexView):
    def get_base_queryset(self) -> QuerySet[Member]:
        return super().get_base_queryset().select_related("brand", "version_row")


class MemberEditView(OwnEditView):
    def save_instance(self) -> Member:
        member: Member = super().save_instance()
        if {"kind", "status"} & set(self.form.changed_data):
            grant_roles(member)
        return member

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if url := site_url(self.object):
            buttons.append(Button(_("Apri il sito"), url=url, icon_name="site", priority=10))
        if Member.objects.administered_by(self.request.user).filter(pk=self.object.pk).exists():
            people_url = f"{reverse('federation_people')}?ente={self.object.slug}"
            buttons.append(Button(_("Persone"), url=people_url, icon_name="group", priority=20))
        label = _("Riammissione…") if self.object.status == Member.Status.LEFT else _("Uscita dal consorzio…")
        leave_url = reverse("federation_members:leave", args=[self.object.pk])
        return [*buttons, Button(label, url=leave_url, icon_name="logout", priority=90)]


class MemberReadView(ReadView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        """With the other names of its site; its look has a screen of its own."""
        fields: list[dict[str, Any]] = super().get_fields_context()
        hostnames = self.object.aliases.order_by("pk").values_list("hostname", flat=True)
        return [*fields, {"label": _("Altri nomi del sito"), "value": ", ".join(hostnames), "component": None}]


class MemberViewSet(FederationViewSet):
    """Without the screens that make a site: those are of the package that knows what a site consists of."""

    model = Member
    name = "federation_members"
    url_prefix = "federazione/enti"
    icon = "site"
    menu_label = _("Enti")
    screens = SCREENS - {"delete"}
    index_view_class = MemberIndexView
    edit_view_class = MemberEditView
    filterset_class = MemberFilterSet
    list_display = [
        "name",
        "kind",
        "status",
        "province",
        Column("hostname", label=_("Sito"), accessor=site_link, sort_key="hostname"),
        Column("palette", label=_("Colore"), accessor="brand.get_palette_display"),
        Column("version", label=_("Versione"), accessor="version_row.version", sort_key="version_row__version"),
    ]
    search_fields = ["name", "slug", "hostname", "istat_code"]
    ordering = "name"
    inspect_view_class = MemberReadView
    inspect_view_fields = [
        "kind", "name", "slug", "status", "hostname", "istat_code", "ipa_code", "province", "population", "latitude",
        "longitude", "joined", "left",
    ]  # fmt: skip
    empty_message = _("Non c’è ancora nessun ente.")
    edit_handler = member_panels()

    def get_urlpatterns(self) -> list[URLPattern]:
        leave = self.construct_view(LeaveView)
        return [*super().get_urlpatterns(), path("uscita/<int:pk>/", leave, name="leave")]
