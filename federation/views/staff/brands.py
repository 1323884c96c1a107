"""«Aspetto del sito»: what a member's publishers may change of it by themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column

from federation.models import Brand
from federation.tenancy.staff import staff_reach_of
from federation.views.staff.brand_fields import BRAND_FIELDS, brand_panel, prepare_brand_fields
from federation.views.staff.changed_columns import ChangedColumnsForm
from federation.views.staff.screens import SCREENS, FederationViewSet, OwnEditView, OwnIndexView, own_rows


class BrandForm(ChangedColumnsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare_brand_fields(self, brand=self.instance, user=self.for_user)


class BrandIndexView(OwnIndexView):
    """Whoever answers for one site alone is led to it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = list(own_rows(self)[:2])
        if len(own) == 1 and not self._reads_others and not self.results_only:
            return redirect(self.edit_url_name, own[0].pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    @property
    def _reads_others(self) -> bool:
        return staff_reach_of(self.request.user).reads_all

    def get_base_queryset(self) -> QuerySet[Brand]:
        return super().get_base_queryset().select_related("member")


class BrandEditView(OwnEditView):
    def get_success_url(self) -> str:
        return str(self.get_edit_url())

    def get_success_buttons(self) -> list[Any]:
        return []


class BrandViewSet(FederationViewSet):
    model = Brand
    name = "federation_brands"
    url_prefix = "aspetto"
    icon = "image"
    add_to_admin_menu = True
    menu_label = _("Aspetto del sito")
    menu_order = 180
    screens = SCREENS - {"add", "delete"}
    index_view_class = BrandIndexView
    edit_view_class = BrandEditView
    add_to_reference_index = True  # so that the image of a crest says where it is used
    list_display = ["member", Column("palette", label=_("Colore"), accessor="get_palette_display"), "tagline"]
    search_fields = ["member__name", "member__hostname"]
    ordering = "member__name"
    inspect_view_fields = ["member", *BRAND_FIELDS]
    empty_message = _("Non c’è nessun sito di cui rispondi.")
    edit_handler = ObjectList([brand_panel()], base_form_class=BrandForm)
