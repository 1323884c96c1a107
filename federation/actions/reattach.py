"""A detached item follows its original again; the member's own page is unpublished and kept."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from federation.actions.deciding import deciding
from federation.models import Decision, Placement, User
from federation.placing.addressing import address_rows, hand_over_address
from federation.placing.availability import reason_unavailable
from federation.placing.digests import placement_digest
from federation.placing.inbox import announce_source_changes
from federation.refusal import ActionRefused
from federation.tenancy.acting import check_decides_for
from federation.tree_locks import lock_pages
from federation.unit_of_work import unit_of_work


def reattach(placement_id: int, *, user: User | None) -> None:
    """The slug that the own page took over is handed back, so that the address stays the same."""
    with unit_of_work():
        placement = Placement.objects.select_related("item__page", "member", "page").get(pk=placement_id)
        check_decides_for(user, placement.member)
        if placement.decision != Decision.DETACHED:
            raise ActionRefused(_("Questo contenuto non è staccato."))
        source_page = placement.item.page
        if not placement.available or source_page is None or reason_unavailable(source_page, now=timezone.now()):
            raise ActionRefused(_("L’originale non c’è più: il tuo sito resta con la tua copia."))
        _unpublish_own(placement, user=user)
        with deciding(placement_id, user=user) as row:
            _take_address_back(row)
            row.decision, row.page = Decision.ACCEPTED, row.item.page
            source = row.page.specific  # type: ignore[union-attr]
            row.digest = placement_digest(source.content_digest(), overrides=row.overrides, variables=row.variables)
            if row.slug is None:
                address_rows([row], section_kind=row.item.section_kind, wanted=source.slug)
        announce_source_changes(source, item=row.item)


def _unpublish_own(placement: Placement, *, user: User | None) -> None:
    if placement.page_id is None:
        return
    lock_pages([placement.page_id])
    own_page = Page.objects.filter(pk=placement.page_id, live=True).first()
    if own_page is not None:
        UnpublishPageAction(own_page.specific, user=user).execute(skip_permission_checks=True)


def _take_address_back(row: Placement) -> None:
    own = Placement.objects.filter(item__page_id=row.page_id, member=row.member).first() if row.page_id else None
    if own is not None and own.slug is not None:
        hand_over_address(own, row)
