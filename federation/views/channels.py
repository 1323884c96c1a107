"""«Canali»: how the items of each channel should arrive."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.actions.subscribe import subscribe
from federation.models import Channel, Mode, Subscription
from federation.row_ids import read_row_id
from federation.views.acting import ActingMixin


class ChannelsView(ActingMixin, TemplateView):
    """One small form a channel; what is chosen holds for what arrives from now on."""

    template_name = "federation/channels.html"
    page_title = gettext_lazy("Canali")
    header_icon = "site"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = {row.channel_id: row for row in Subscription.objects.filter(member=self.member)}
        channels = Channel.objects.in_use(besides=chosen).exclude(owner=self.member).select_related("owner")
        rows = [{"channel": channel, "subscription": chosen.get(channel.pk)} for channel in channels]
        return super().get_context_data(**kwargs) | {"rows": rows, "modes": Mode.choices, "off": Mode.OFF}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = read_row_id(request.POST.get("canale"))
        channel = get_object_or_404(Channel.objects.exclude(owner=self.member), pk=number)
        mode = request.POST.get("arrivo")
        if mode not in Mode.values:
            messages.error(request, _("Scegli come devono arrivare i contenuti."))
            return redirect(request.get_full_path())
        subscribe(
            self.member,
            channel,
            mode=Mode(mode),
            accepts_duty=channel.duty and bool(request.POST.get("doveri")),
            also_remove=bool(request.POST.get("togli")),
            user=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("Salvato per il canale «%(name)s».") % {"name": channel.name})
        return redirect(request.get_full_path())
