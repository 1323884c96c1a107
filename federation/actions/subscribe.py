"""How the items of a channel should arrive: a member says it, or the consortium for whoever has not said it yet."""

from __future__ import annotations

from wagtail.log_actions import log

from federation.models import (
    Channel,
    Clock,
    Decision,
    Member,
    MemberVersion,
    Mode,
    Placement,
    Reason,
    Subscription,
    User,
)
from federation.placing.audience import audience_of
from federation.tenancy.acting import check_decides_for
from federation.unit_of_work import unit_of_work


def subscribe(
    member: Member, channel: Channel, *, mode: Mode, accepts_duty: bool, also_remove: bool = False, user: User | None
) -> None:
    """Holds for what arrives from now on. Switched off, what is shown stays, unless `also_remove`:
    then everything goes that reached the member by this channel alone. Open offers stay open, but do not accept
    themselves any more."""
    check_decides_for(user, member)
    with unit_of_work():
        seq = Clock.objects.take()
        known = Subscription.objects.filter(member=member, channel=channel).first()
        row, _created = Subscription.objects.update_or_create(
            member=member, channel=channel, defaults={"mode": mode, "accepts_duty": accepts_duty}
        )
        if user is not None and (known is None or known.mode != row.mode):
            changes = {str(channel): (str(known.get_mode_display()) if known else "", str(mode.label))}
            log(row, "federation.subscribe", user=user, title=str(channel), data={"changes": changes})
        if mode == Mode.OFF:
            ids = _without_another_way(member, channel)
            Placement.objects.filter(pk__in=ids).update(due_at=None)
            if also_remove:
                _remove(ids, member=member, seq=seq)


def subscribe_everybody(channel: Channel, *, mode: Mode) -> None:
    """Every member but the owner, for what is published from now on; whoever has chosen already keeps its choice."""
    members = Member.objects.exclude(status=Member.Status.LEFT).exclude(pk=channel.owner_id)
    _add_missing([(pk, channel) for pk in members.values_list("pk", flat=True)], mode=mode)


def subscribe_to_all(member: Member, *, mode: Mode) -> None:
    """A new member to every channel in use. By joining it agrees to what is a duty of law."""
    channels = Channel.objects.in_use().exclude(owner=member)
    _add_missing([(member.pk, channel) for channel in channels], mode=mode)


def _add_missing(pairs: list[tuple[int, Channel]], *, mode: Mode) -> None:
    """Without the clock: what is being published meanwhile came before them."""
    rows = [Subscription(member_id=pk, channel=c, mode=mode, accepts_duty=c.duty) for pk, c in pairs]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)


def _without_another_way(member: Member, channel: Channel) -> list[int]:
    """Placements that would not arrive any more, were they new."""
    ids = []
    rows = Placement.objects.received_by(member).filter(available=True).exclude(decision=Decision.DETACHED)
    for row in rows.select_related("item__owner", "page"):
        page = row.page.specific if row.page_id and row.page else None
        if page is None or channel not in getattr(page, "channels", channel.__class__.objects.none()).all():
            continue
        audience = audience_of(page, owner=row.item.owner)
        if member.pk not in audience.arrivals or audience.decision_for(member.pk) is None:
            ids.append(row.pk)
    return ids


def _remove(ids: list[int], *, member: Member, seq: int) -> None:
    rows = Placement.objects.filter(pk__in=ids)
    if rows.filter(decision=Decision.ACCEPTED).update(version=seq):
        MemberVersion.objects.filter(member=member).update(version=seq)
    rows.update(available=False, reason=Reason.UNSUBSCRIBED)
