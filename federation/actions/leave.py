"""A member leaves the consortium: its site stops answering, and what it owns is withdrawn elsewhere."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from federation.actions.grant_roles import grant_roles
from federation.models import Clock, Decision, Item, Member, MemberVersion, Placement, Reason
from federation.placing.retire_item import retire_item
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work


def check_not_the_only_consortium(member: Member) -> None:
    """Raises `ActionRefused`."""
    others = Member.objects.active().filter(kind=Member.Kind.CONSORTIUM).exclude(pk=member.pk)
    if member.kind == Member.Kind.CONSORTIUM and not others.exists():
        raise ActionRefused(_("È l’unico consorzio: nessuno potrebbe più gestire gli altri enti."))


def leave(member: Member, *, on: date) -> None:
    """All its placements become unavailable; decisions are kept, should it come back."""
    if member.status == Member.Status.LEFT:
        raise ActionRefused(_("%(member)s è già uscito dal consorzio.") % {"member": member.name})
    check_not_the_only_consortium(member)
    with unit_of_work():
        member.status, member.left = Member.Status.LEFT, on
        Member.objects.filter(pk=member.pk).update(status=member.status, left=on)  # raised here, with all the others
        grant_roles(member)  # a consortium that has left runs no more than its own site
        seq = Clock.objects.take()
        rows = Placement.objects.filter(member=member, available=True)
        rows.filter(decision=Decision.ACCEPTED).update(version=seq)
        rows.update(available=False, reason=Reason.MEMBER_LEFT)
        for item in Item.objects.filter(owner=member):
            retire_item(item, reason=Reason.MEMBER_LEFT, seq=seq)
        concerned = Placement.objects.filter(version=seq).values("member_id")
        MemberVersion.objects.filter(Q(member=member) | Q(member_id__in=concerned)).update(version=seq)
