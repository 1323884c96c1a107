"""«Registro»: who did what on which member's thing, before and after; for administrators and auditors."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry
from wagtail.models import Revision

from federation.models import AuditEntry
from federation.tenancy.audit import reads_register, register_of
from federation.tenancy.guard import Guard

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class RegisterFilterSet(WagtailFilterSet):  # type: ignore[misc]
    timestamp = django_filters.DateFromToRangeFilter(label=_("Periodo"), widget=DateRangePickerWidget)
    person = django_filters.CharFilter(label=_("Persona"), method="by_person")
    member = django_filters.CharFilter(label=_("Ente"), field_name="member__name", lookup_expr="icontains")
    action = django_filters.ChoiceFilter(label=_("Che cosa"), choices=registry.get_choices)

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def by_person(self, entries: QuerySet[AuditEntry], name: str, value: str) -> QuerySet[AuditEntry]:
        """Who did it, or about whom it was."""
        did = Q(person_name__icontains=value) | Q(person__username__icontains=value)
        return entries.filter(did | Q(about__username__icontains=value) | Q(data__name__icontains=value))


class RegisterView(ReportView):  # type: ignore[misc]
    """What the person may read of it; nobody else opens it."""

    guard = Guard()
    model = AuditEntry
    page_title = _("Registro")
    header_icon = "history"
    index_url_name = "federation_register"
    index_results_url_name = "federation_register_results"
    results_template_name = "federation/register_results.html"
    filterset_class = RegisterFilterSet
    export_filename = "registro"
    list_export = ["timestamp", "member", "person_name", "action_label", "label", "details"]
    export_headings = {"action_label": _("Che cosa"), "details": _("Prima e dopo, da dove")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reads_register(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[AuditEntry]:
        earlier = Revision.objects.filter(
            object_id=OuterRef("object_id"),
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            pk__lt=OuterRef("revision_id"),
        ).order_by("-pk")
        return register_of(self.request.user).annotate(earlier=Subquery(earlier.values("pk")[:1]))

    def decorate_paginated_queryset(self, entries: Any) -> Any:
        """A page's edit leads to its comparison with the revision before."""
        for entry in [] if self.is_export else entries:
            if entry.earlier and entry.revision_id:
                args = [entry.object_id, entry.earlier, entry.revision_id]
                entry.comparison = reverse("wagtailadmin_pages:revisions_compare", args=args)
        return entries

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """A spreadsheet must not take a title for a formula."""
        shown = super().preprocess_field_value(field, value, export_format)
        text = str(shown) if field not in ("timestamp",) else shown
        return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


class RegisterMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_register(request.user)
