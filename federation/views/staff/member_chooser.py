"""The modal in which members are chosen, one or several, by name and province."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from federation.models import Channel, Member
from federation.row_ids import read_row_id
from federation.tenancy.staff import staff_reach_of
from federation.tenancy.viewsets import Guarded


class MemberFilterForm(BaseFilterForm):  # type: ignore[misc]
    q = forms.CharField(label=_("Nome"), required=False)
    province = forms.ChoiceField(
        label=_("Provincia"), required=False, widget=forms.Select(attrs={"data-chooser-modal-search-filter": True})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Member.objects.active().exclude(province="").order_by("province").values_list("province", flat=True)
        province: Any = self.fields["province"]
        province.choices = [("", _("Tutte")), *((name, name) for name in known.distinct())]

    def filter(self, members: QuerySet[Member]) -> QuerySet[Member]:
        self.search_query = self.cleaned_data["q"].strip()
        self.is_searching = bool(self.search_query)
        if self.search_query:
            members = members.filter(name__icontains=self.search_query)
        if self.cleaned_data["province"]:
            members = members.filter(province=self.cleaned_data["province"])
        return members


class SendersOnly:
    """For whoever addresses items to members, or keeps the federation; the list is nobody else's."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not all(read_row_id(pk) for pk in [*kwargs.values(), *request.GET.getlist("id")]):
            raise Http404  # Wagtail's own views look up whatever they are given
        reach = staff_reach_of(request.user)
        represented = Member.objects.represented_by(request.user)  # type: ignore[arg-type]
        if not reach.publishes_for_all and not Channel.objects.filter(owner__in=represented).exists():
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ChoosingMixin(SendersOnly):
    filter_form_class = MemberFilterForm
    per_page = 100

    def get_object_list(self) -> QuerySet[Member]:
        return Member.objects.active()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("province", label=_("Provincia"))]  # type: ignore[misc]


class ChooseView(ChoosingMixin, chooser.ChooseView):  # type: ignore[misc]
    pass


class ChooseResultsView(ChoosingMixin, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ChosenView(SendersOnly, chooser.ChosenView):  # type: ignore[misc]
    pass


class ChosenMultipleView(SendersOnly, chooser.ChosenMultipleView):  # type: ignore[misc]
    pass


class MemberChooserViewSet(Guarded, ChooserViewSet):  # type: ignore[misc]
    """Registered for every foreign key to a member in the admin's forms. Members are not made here."""

    name = "federation_member_chooser"
    url_prefix = "federazione/scegli-enti"
    model = Member
    icon = "site"
    choose_one_text = _("Scegli un ente")
    choose_another_text = _("Scegli un altro ente")
    edit_item_text = _("Apri la scheda dell’ente")
    page_title = _("Scegli enti")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
