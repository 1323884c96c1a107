"""Three ways to address an item, and members that differ in nothing but how they receive."""

from __future__ import annotations

from typing import Any

from federation.models import Association, Channel, Member, Mode, Placement, Subscription

AUDIENCES = ("channel", "channel and association", "channel and single members")


def addressed_to(*members: Member, by: str, channel: Channel) -> dict[str, Any]:
    """What `publish_news` takes to reach these members by one of the AUDIENCES."""
    audience: dict[str, Any] = {"channels": [channel]}
    if "association" in by:
        association = Association.objects.create(name="SUAP Serio Est", slug="suap-serio-est")
        association.members.set(members)
        audience["associations"] = [association]
    if "single members" in by:
        audience["members"] = list(members)
    return audience


def one_of_each_mode(*, accepts_duty: bool) -> dict[str, Member]:
    """The three comuni: one receives at once, one reviews, one has switched all channels off."""
    comuni = Member.objects.filter(kind=Member.Kind.COMUNE).order_by("slug")
    members = dict(zip([mode.value for mode in Mode], comuni, strict=True))
    for mode, member in members.items():
        Subscription.objects.filter(member=member).update(mode=mode, accepts_duty=accepts_duty)
    return members


def decisions_on(page: Any, members: dict[str, Member]) -> dict[str, str]:
    """By the same names; a member in whose catalogue the item stays has none."""
    rows = Placement.objects.filter(item__page_id=page.pk)
    return {name: row.decision for name, member in members.items() for row in rows.filter(member=member)}


def resubscribe(member: Member, channel: Channel, **columns: Any) -> None:
    """Another mode from the beginning, without the action that a member would call."""
    Subscription.objects.filter(member=member, channel=channel).update(**columns)
