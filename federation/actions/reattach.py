"""A detached item follows its original again; the member's own page is unpublished and kept."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from federation.actions.deciding import deciding
from federation.models import Decision, Placement, User
from federation.placing.addressing import address_rows
from federation.placing.digests import placement_digest
from federation.refusal import ActionRefused
from federation.tenancy.acting import check_acts_for
from federation.unit_of_work import unit_of_work


def reattach(placement_id: int, *, user: User | None) -> None:
    """The slug that the own page took over is handed back, so that the address stays the same."""
    with unit_of_work():
        placement = Placement.objects.select_related("item", "member", "page").get(pk=placement_id)
        check_acts_for(user, placement.member)
        if placement.decision != Decision.DETACHED:
            raise ActionRefused(_("Questo contenuto non è staccato."))
        if placement.page is not None and placement.page.live:
            UnpublishPageAction(placement.page.specific, user=user).execute(skip_permission_checks=True)
        with deciding(placement_id, user=user) as row:
            _take_address_back(row)
            row.decision, row.page = Decision.ACCEPTED, row.item.page
            source = row.item.page.specific if row.item.page_id and row.item.page else None
            if source is not None:
                row.digest = placement_digest(source.content_digest(), overrides=row.overrides, variables=row.variables)
                if row.slug is None:
                    address_rows([row], section_kind=row.item.section_kind, wanted=source.slug)


def _take_address_back(row: Placement) -> None:
    own = Placement.objects.filter(item__page_id=row.page_id, member=row.member).first()
    if own is None or own.slug is None:
        return
    row.section_id, row.slug, row.path = own.section_id, own.slug, own.path
    Placement.objects.filter(pk=own.pk).update(slug=None, path=None)
