"""Whom an item is addressed to, and how it reaches each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from federation.models import AudienceKind, Channel, Decision, Member, Mode, Obligation, Subscription
from federation.placing.decisions import Arrival, first_decision, strongest
from federation.ports import Syndicated

RANK = {Mode.OFF: 0, Mode.REVIEW: 1, Mode.AUTOMATIC: 2}


@dataclass(frozen=True, slots=True)
class Audience:
    """`arrivals` has every member to which the item is addressed, the owner excepted, also those in mode off.

    `for_staff`: all its channels are for staff, so that no site may show it.
    """

    obligation: Obligation
    arrivals: dict[int, Arrival]
    for_staff: bool

    def decision_for(self, member_id: int) -> Decision | None:
        """What a new placement starts with; None: it stays in the catalogue."""
        decision = first_decision(self.obligation, self.arrivals[member_id])
        return Decision.OFFERED if decision and self.for_staff else decision


NOBODY = Audience(obligation=Obligation.OPTIONAL, arrivals={}, for_staff=False)


def audience_of(page: Page, *, owner: Member) -> Audience:
    """Channels alone address every member; associations and single members narrow that down (docs/adr/0004).

    Without a channel nobody subscribed, so everybody addressed reviews. An alias repeats in the owner's own tree what
    its source already sends.
    """
    if not isinstance(page, Syndicated) or getattr(page, "alias_of_id", None):
        return NOBODY
    channels = list(page.channels.all())
    narrowed = _narrowed_to(page)
    if not channels and narrowed is None:
        return NOBODY
    members = Member.objects.active().exclude(pk=owner.pk)
    if narrowed is not None:
        members = members.filter(narrowed)
    member_ids = set(members.values_list("pk", flat=True))
    obligation = (
        Obligation(page.obligation)
        if page.obligation
        else strongest([Obligation(channel.default_obligation) for channel in channels])
    )
    return Audience(
        obligation=obligation,
        arrivals=_arrivals(member_ids, channels),
        for_staff=bool(channels) and all(c.audience_kind == AudienceKind.STAFF for c in channels),
    )


def _narrowed_to(page: Any) -> Q | None:
    associations = [association.pk for association in page.associations.all()]
    members = [member.pk for member in page.members.all()]
    if not associations and not members:
        return None
    return Q(pk__in=Member.objects.filter(associations__in=associations).values("pk")) | Q(pk__in=members)


def _arrivals(member_ids: set[int], channels: list[Channel]) -> dict[int, Arrival]:
    arrivals = dict.fromkeys(member_ids, Arrival(Mode.OFF if channels else Mode.REVIEW))
    of_law = {channel.pk for channel in channels if channel.duty}
    rows = Subscription.objects.filter(channel__in=channels).values_list(
        "member_id", "channel_id", "mode", "accepts_duty"
    )
    for member_id, channel_id, mode, accepts_duty in rows if channels else ():
        so_far = arrivals.get(member_id)
        if so_far is not None:
            arrivals[member_id] = Arrival(
                mode=max(so_far.mode, Mode(mode), key=RANK.__getitem__),
                accepts_duty=so_far.accepts_duty or (accepts_duty and channel_id in of_law),
            )
    return arrivals
