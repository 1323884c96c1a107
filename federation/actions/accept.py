"""A member shows an item that it was offered, or had declined."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.deciding import deciding
from federation.models import Decision, Placement, User
from federation.placing.addressing import address_rows
from federation.placing.audience import audience_of
from federation.refusal import ActionRefused


def accept(placement_id: int, *, user: User | None, unless_decided: bool = False) -> None:
    """Accepting twice is accepting once. What is for staff is shown on no site. `unless_decided` leaves alone what
    somebody decided since the caller looked."""
    with deciding(placement_id, user=user) as placement:
        if unless_decided and placement.decision != Decision.OFFERED:
            return
        if placement.decision == Decision.DETACHED:
            raise ActionRefused(_("Hai staccato questo contenuto: usa «Riattacca»."))
        _refuse_for_staff(placement)
        placement.decision, placement.due_at = Decision.ACCEPTED, None
        if placement.slug is None and placement.page is not None:
            address_rows([placement], section_kind=placement.item.section_kind, wanted=placement.page.slug)


def _refuse_for_staff(placement: Placement) -> None:
    page = placement.page.specific if placement.page_id and placement.page else None
    if page is not None and audience_of(page, owner=placement.item.owner).for_staff:
        raise ActionRefused(_("Questo contenuto è per il personale: non va sul sito."))
