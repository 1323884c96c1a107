"""A member that has left comes back: its site answers again, with the decisions that it had taken."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.actions.grant_roles import grant_roles
from federation.models import Clock, Item, Member, MemberVersion, Placement, Reason
from federation.placing.availability import reason_unavailable
from federation.placing.place_item import place_again
from federation.placing.work_off import place_page
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work


def rejoin(member: Member) -> None:
    """What it owns is placed as if it were published again. What others sent is placed on its site alone, so that no
    other site changes; what came out while it was away stands in its catalogue."""
    if member.status != Member.Status.LEFT:
        raise ActionRefused(_("%(member)s fa già parte del consorzio.") % {"member": member.name})
    with unit_of_work():
        member.status, member.left = Member.Status.MEMBER, None
        Member.objects.filter(pk=member.pk).update(status=member.status, left=None)  # raised here, with the others
        grant_roles(member)
        seq, now = Clock.objects.take(), timezone.now()
        for page in Page.objects.filter(federated_item__owner=member, live=True).specific():
            place_page(page, seq=seq, now=now)
        for item in _received(member):
            page = Page.objects.get(pk=item.page_id).specific
            if reason_unavailable(page, now=now) == Reason.NONE:
                place_again(page, item=item, member=member, seq=seq)
        concerned = Placement.objects.filter(version=seq).values("member_id")
        MemberVersion.objects.filter(Q(member=member) | Q(member_id__in=concerned)).update(version=seq)


def _received(member: Member) -> list[Item]:
    rows = Placement.objects.received_by(member).filter(available=False, page__isnull=False)
    items = Item.objects.filter(pk__in=rows.values("item"), page__live=True)
    return list(items.exclude(owner__status=Member.Status.LEFT).select_related("owner"))
