"""A member does not show an item. Nothing can be imposed, except what the law makes a duty and the member agreed to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.deciding import deciding
from federation.models import Decision, Mode, Placement, User
from federation.placing.audience import audience_of
from federation.placing.decisions import Arrival, first_decision
from federation.refusal import ActionRefused


def decline(placement_id: int, *, user: User | None) -> None:
    """The decision holds when the item is corrected, withdrawn and published again. Own items cannot be declined."""
    with deciding(placement_id, user=user) as placement:
        if placement.item.owner_id == placement.member_id:
            raise ActionRefused(_("È un contenuto tuo: annulla la pubblicazione della pagina."))
        if placement.decision == Decision.DETACHED:
            raise ActionRefused(_("Hai staccato questo contenuto: annulla la pubblicazione della tua copia."))
        if _is_duty(placement):
            raise ActionRefused(_("È un dovere di legge che avete accettato aderendo al canale: non si può rifiutare."))
        placement.decision, placement.due_at = Decision.DECLINED, None


def _is_duty(placement: Placement) -> bool:
    page = placement.page.specific if placement.page_id and placement.page else None
    if page is None:
        return False
    audience = audience_of(page, owner=placement.item.owner)
    arrival = audience.arrivals.get(placement.member_id, Arrival(Mode.OFF))
    return first_decision(audience.obligation, Arrival(Mode.OFF, accepts_duty=arrival.accepts_duty)) is not None
