"""One received item: read it; accept or decline it, change how it reads here, detach it, attach it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from federation.actions.accept import accept
from federation.actions.deciding import overrides_in_words
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import override
from federation.actions.reattach import reattach
from federation.actions.settle_inbox_entry import settle_inbox_entry
from federation.addresses import absolute_url
from federation.models import InboxEntry, Member, Placement, User
from federation.refusal import ActionRefused
from federation.row_ids import read_row_id
from federation.views.acting import DecidingMixin
from federation.views.override_form import OverrideForm


class ReceivedItemView(DecidingMixin, View):
    """GET shows it; POST carries `azione`, the name of what to do."""

    template_name = "federation/received_item.html"
    header_icon = "download"
    placement: Placement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        received = Placement.objects.select_related("item__owner", "member", "page", "section")
        self.placement = get_object_or_404(received, pk=kwargs["placement_id"])
        self.member = self.placement.member
        if not Member.objects.read_by(request.user).filter(pk=self.member.pk).exists():  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.placement.title_shown

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": f"{reverse('federation_inbox')}?ente={self.placement.member.slug}", "label": _("In arrivo")},
            {"url": "", "label": self.placement.title_shown, "sublabel": self.placement.member.site_title},
        ]

    def get(self, request: HttpRequest, placement_id: int) -> HttpResponse:
        return self._show(OverrideForm(self.placement))

    def post(self, request: HttpRequest, placement_id: int) -> HttpResponse:
        form = OverrideForm(self.placement, request.POST) if request.POST.get("azione") == "personalizza" else None
        if form is not None and not form.is_valid():
            messages.error(request, _("Non ho salvato: correggi i campi segnalati."))
            return self._show(form)
        try:
            messages.success(request, self._carry_out(request, form))
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("federation_received_item", placement_id=placement_id)

    def _carry_out(self, request: HttpRequest, form: OverrideForm | None) -> str:
        user: Any = request.user
        pk = self.placement.pk
        if form is not None:
            override(pk, overrides=form.overrides(), user=user)
            return _("Salvato: così lo legge chi visita il tuo sito.")
        if request.POST.get("azione") in ("tieni-mio", "prendi-originale"):
            return self._settle(request, user)
        simple: dict[str, tuple[Callable[..., object], str]] = {
            "accetta": (accept, _("Pubblicato sul tuo sito.")),
            "rifiuta": (decline, _("Rifiutato: sul tuo sito non si vede.")),
            "stacca": (detach, _("Staccato: adesso è una pagina tua, modificala da «Pagine».")),
            "riattacca": (reattach, _("Riattaccato: segue di nuovo l’originale. La tua pagina è rimasta come bozza.")),
        }
        action, done = simple.get(request.POST.get("azione", ""), (None, ""))
        if action is None:
            raise ActionRefused(_("Non so che cosa fare: riprova dai pulsanti della pagina."))
        action(pk, user=user)
        return done

    def _settle(self, request: HttpRequest, user: User) -> str:
        entries = InboxEntry.objects.filter(placement=self.placement, settled_at=None)
        entry = entries.filter(pk=read_row_id(request.POST.get("voce"))).first()
        if entry is None:
            raise ActionRefused(_("Questo avviso è già stato chiuso."))
        take_original = request.POST.get("azione") == "prendi-originale"
        settle_inbox_entry(entry.pk, take_original=take_original, user=user)
        return _("Adesso vale il testo dell’originale.") if take_original else _("Resta il tuo testo.")

    def _show(self, form: OverrideForm) -> HttpResponse:
        placement = self.placement
        page = placement.page.specific if placement.page_id and placement.page else None
        entries = InboxEntry.objects.filter(placement=placement, settled_at=None)
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                placement=placement,
                original=page,
                form=form,
                changed={label: value for label, value in overrides_in_words(placement).items() if value},
                entries=[{"entry": entry, "mine": placement.overrides.get(entry.field, "")} for entry in entries],
                public_url=absolute_url(placement.member, placement.path) if placement.path and placement.shown else "",
            )
        )
        return response
