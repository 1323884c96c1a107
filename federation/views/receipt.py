"""«Dove si vede»: what every addressed member did with an item, for whoever sent it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.models import Page

from federation.addresses import absolute_url
from federation.models import Placement
from federation.views.acting import ScreenMixin


class ReceiptView(ScreenMixin, TemplateView):
    """Reads only; open to whoever may edit the page."""

    template_name = "federation/receipt.html"
    page_title = _("Dove si vede")
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Placement.objects.filter(item__page_id=self.page.pk).select_related("member").order_by("member__name")
        sites = [
            {"placement": row, "url": absolute_url(row.member, row.path) if row.shown and row.path else ""}
            for row in rows
        ]
        shown = sum(1 for site in sites if site["url"])
        return super().get_context_data(**kwargs) | {"sites": sites, "shown": shown, "page": self.page}
