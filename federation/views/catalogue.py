"""«Catalogo»: what is addressed to a member and does not arrive by itself, because it switched the channel off."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.actions.take_from_catalogue import take_from_catalogue
from federation.models import Item, Placement
from federation.refusal import ActionRefused
from federation.views.acting import ActingMixin

PER_PAGE = 50


class CatalogueView(ActingMixin, TemplateView):
    """Every available item of the consortium's channels that the member has not received; POST takes one."""

    template_name = "federation/catalogue.html"
    page_title = gettext_lazy("Catalogo")
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Paginator(self._items(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"rows": rows}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        item = self._items().filter(pk__in=_as_uuid(request.POST.get("voce", ""))).first()
        if item is None:
            messages.error(request, _("Questo contenuto non è più disponibile."))
            return redirect(request.get_full_path())
        try:
            placement = take_from_catalogue(item.pk, member=self.member, user=request.user)  # type: ignore[arg-type]
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())
        messages.success(request, _("Pubblicato sul tuo sito."))
        return redirect("federation_received_item", placement_id=placement.pk)

    def _items(self) -> Any:
        offered = Placement.objects.filter(item=OuterRef("pk"), member=OuterRef("owner"), available=True)
        known = Placement.objects.filter(item=OuterRef("pk"), member=self.member)
        sent_on_channels = Item.objects.filter(owner__channels__isnull=False).distinct()
        items = sent_on_channels.exclude(owner=self.member).filter(Exists(offered), ~Exists(known))
        return items.select_related("owner").order_by("-published_at", "-pk")


def _as_uuid(text: str) -> list[str]:
    compact = text.replace("-", "")
    return [text] if len(compact) == 32 and all(c in "0123456789abcdef" for c in compact) else []
