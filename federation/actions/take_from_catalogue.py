"""A member that does not receive a channel picks one item of it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from federation.models import Clock, Decision, Item, Member, MemberVersion, Placement, Reason, User
from federation.placing.addressing import address_rows
from federation.placing.audience import audience_of
from federation.placing.digests import placement_digest
from federation.refusal import ActionRefused
from federation.tenancy.acting import check_decides_for
from federation.unit_of_work import unit_of_work


def take_from_catalogue(item_id: UUID, *, member: Member, user: User | None) -> Placement:
    """Shows the item on the member's site, as if it had been accepted. Refuses what is not addressed to the member."""
    check_decides_for(user, member)
    with unit_of_work():
        seq = Clock.objects.take()
        item = Item.objects.select_related("page", "owner").get(pk=item_id)
        page = item.page.specific if item.page_id and item.page else None
        if page is None or not Placement.objects.filter(item=item, member=item.owner, available=True).exists():
            raise ActionRefused(_("Questo contenuto non è più disponibile."))
        audience = audience_of(page, owner=item.owner)
        if member.pk not in audience.arrivals or audience.for_staff:
            raise ActionRefused(_("Questo contenuto non è destinato al tuo ente."))
        placement = _row_for(item, member)
        placement.decision, placement.available, placement.reason = Decision.ACCEPTED, True, Reason.NONE
        placement.title_shown = placement.overrides.get("title") or item.title
        placement.version = seq
        placement.digest = placement_digest(
            page.content_digest(), overrides=placement.overrides, variables=placement.variables
        )
        if placement.slug is None:
            address_rows([placement], section_kind=item.section_kind, wanted=page.slug)
        placement.save()
        MemberVersion.objects.filter(member=member).update(version=seq)
        return placement


def _row_for(item: Item, member: Member) -> Placement:
    """A new one, or the one that the member removed when it left the channel; what it has cannot be taken."""
    placement = Placement.objects.filter(item=item, member=member).first()
    if placement is not None and (placement.available or placement.decision == Decision.DETACHED):
        raise ActionRefused(_("Lo hai già ricevuto: lo trovi tra i contenuti in arrivo."))
    return placement or Placement(item=item, page=item.page, member=member, title_shown=item.title)
