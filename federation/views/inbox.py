"""«In arrivo»: what others sent to a member, sorted by what the member decided."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from federation.models import Decision, InboxEntry, Placement
from federation.views.acting import ActingMixin

PER_PAGE = 50
TABS = {
    "da-decidere": (_("Da decidere"), Q(decision=Decision.OFFERED, available=True)),
    "pubblicati": (_("Pubblicati"), Q(decision=Decision.ACCEPTED, available=True)),
    "rifiutati": (_("Rifiutati"), Q(decision=Decision.DECLINED, available=True)),
    "staccati": (_("Staccati"), Q(decision=Decision.DETACHED)),
    "ritirati": (_("Non più disponibili"), Q(available=False) & ~Q(decision=Decision.DETACHED)),
}


class InboxView(ActingMixin, TemplateView):
    """The tab is in the address; without one, what waits for a decision or, if nothing does, what is shown."""

    template_name = "federation/inbox.html"
    page_title = _("In arrivo")
    header_icon = "download"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        received = Placement.objects.received_by(self.member)
        counts = received.aggregate(**{slug: Count("pk", filter=q) for slug, (_label, q) in TABS.items()})
        chosen = self.request.GET.get("scheda", "")
        if chosen not in TABS:
            chosen = "da-decidere" if counts["da-decidere"] else "pubblicati"
        rows = received.filter(TABS[chosen][1]).select_related("item__owner").order_by("-item__published_at", "-pk")
        changed = InboxEntry.objects.filter(member=self.member, settled_at=None).select_related("placement")
        return super().get_context_data(**kwargs) | {
            "tabs": [
                {"slug": slug, "label": label, "count": counts[slug], "current": slug == chosen}
                for slug, (label, _q) in TABS.items()
            ],
            "rows": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            "entries": changed[:PER_PAGE],
            "chosen": chosen,
        }
