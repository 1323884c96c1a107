"""A member that does not receive a channel picks one item of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.models import Clock, Decision, Item, Member, MemberVersion, Placement, User
from federation.placing.addressing import address_rows
from federation.placing.audience import audience_of
from federation.refusal import ActionRefused
from federation.tenancy.acting import check_acts_for
from federation.unit_of_work import unit_of_work


def take_from_catalogue(item_id: object, *, member: Member, user: User | None) -> Placement:
    """Shows the item on the member's site, as if it had been accepted. Refuses what is not addressed to the member."""
    check_acts_for(user, member)
    with unit_of_work():
        seq = Clock.objects.take()
        item = Item.objects.select_related("page", "owner").get(pk=item_id)
        page = item.page.specific if item.page_id and item.page else None
        if page is None or not Placement.objects.filter(item=item, member=item.owner, available=True).exists():
            raise ActionRefused(_("Questo contenuto non è più disponibile."))
        audience = audience_of(page, owner=item.owner)
        if member.pk not in audience.arrivals or audience.for_staff:
            raise ActionRefused(_("Questo contenuto non è destinato al tuo ente."))
        placement = Placement.objects.filter(item=item, member=member).first()
        if placement is not None:
            raise ActionRefused(_("Lo hai già ricevuto: lo trovi tra i contenuti in arrivo."))
        placement = Placement(
            item=item,
            page=item.page,
            member=member,
            decision=Decision.ACCEPTED,
            title_shown=item.title,
            digest=page.content_digest(),
            version=seq,
        )
        address_rows([placement], section_kind=item.section_kind, wanted=page.slug)
        placement.save(force_insert=True)
        MemberVersion.objects.filter(member=member).update(version=seq)
        return placement
