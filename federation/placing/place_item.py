"""Places one published item on every member's site to which it is addressed: a new item, a correction, a return.

Written by sets, because one item may go to 7,896 members: no query is made for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from federation.models import Decision, Item, Member, Obligation, Placement, Reason
from federation.placing.addressing import address_rows, give_addresses, readdress_owner, readdress_section
from federation.placing.audience import Audience, audience_of
from federation.placing.decisions import accepts_itself
from federation.placing.digests import placement_digest
from federation.placing.inbox import announce_duty, announce_source_changes

BATCH = 5_000  # ids in one statement


@dataclass(frozen=True, slots=True)
class Existing:
    """The rows that an item already has beside the owner's, sorted by what must happen to them."""

    staying: list[int] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    becoming_duty: list[int] = field(default_factory=list)
    without_address: list[int] = field(default_factory=list)
    members: set[int] = field(default_factory=set)


def place_item(
    page: Any, *, item: Item, previous: Item | None, owner: Member, seq: int, now: datetime, admit_new: bool = True
) -> None:
    """`item` is written already; `previous` is how it stood before, None for a new one.

    `admit_new=False` leaves out members that it has not reached yet: reconcile repairs, it does not deliver.
    """
    audience = audience_of(page, owner=owner)
    digest = page.content_digest()
    _place_on_owner(page, item=item, owner=owner, digest=digest, seq=seq)
    existing = _sort_existing(item, owner=owner, audience=audience)
    _leave(item, existing.leaving, moved_from=previous.owner_id if previous else None, seq=seq)
    _stay(item, existing, digest=digest, seq=seq)
    if previous is not None and previous.section_kind != item.section_kind:
        readdress_section(item, owner=owner, seq=seq)
    if admit_new:
        _insert(page, item=item, audience=audience, known=existing.members, digest=digest, seq=seq, now=now)
    give_addresses(item, [*existing.without_address, *existing.becoming_duty], wanted=page.slug)
    announce_duty(existing.becoming_duty)
    if previous is not None:
        announce_source_changes(page, item=item)


def _place_on_owner(page: Any, *, item: Item, owner: Member, digest: str, seq: int) -> None:
    row, _ = Placement.objects.get_or_create(
        item=item, member=owner, defaults={"page_id": page.pk, "title_shown": item.title}
    )
    Placement.objects.filter(pk=row.pk).update(
        page_id=page.pk,
        decision=Decision.ACCEPTED,
        available=True,
        reason=Reason.NONE,
        explanation="",
        redirect="",
        title_shown=row.overrides.get("title") or item.title,
        digest=placement_digest(digest, overrides=row.overrides, variables=row.variables),
        version=seq,
    )
    readdress_owner(row, page, owner=owner)


def _sort_existing(item: Item, *, owner: Member, audience: Audience) -> Existing:
    existing = Existing()
    raising = audience.obligation == Obligation.DUTY
    rows = Placement.objects.filter(item=item).exclude(member=owner)
    for pk, member_id, decision, available, slug in rows.values_list(
        "pk", "member_id", "decision", "available", "slug"
    ):
        existing.members.add(member_id)
        arrival = audience.arrivals.get(member_id)
        if arrival is None:
            if available:
                existing.leaving.append(pk)
            continue
        existing.staying.append(pk)
        if raising and arrival.accepts_duty and decision in (Decision.DECLINED, Decision.OFFERED):
            existing.becoming_duty.append(pk)
        elif decision == Decision.ACCEPTED and slug is None:
            existing.without_address.append(pk)
    return existing


def _leave(item: Item, ids: list[int], *, moved_from: int | None, seq: int) -> None:
    for rows in _in_batches(ids):
        rows.filter(decision=Decision.ACCEPTED).update(version=seq)
        rows.update(available=False, reason=Reason.NOT_ADDRESSED, explanation="", redirect="")
        if moved_from and moved_from != item.owner_id:
            rows.filter(member_id=moved_from).update(reason=Reason.MOVED)


def _stay(item: Item, existing: Existing, *, digest: str, seq: int) -> None:
    for rows in _in_batches(existing.becoming_duty):
        rows.update(decision=Decision.ACCEPTED, due_at=None)
    whole = Placement.objects.filter(item=item).exclude(member_id=item.owner_id)
    for rows in _in_batches(existing.staying) if existing.leaving else [whole]:
        rows.filter(decision=Decision.ACCEPTED).update(version=seq)
        rows.update(available=True, reason=Reason.NONE, explanation="", redirect="", digest=digest)
        rows.filter(overrides={}).update(title_shown=item.title)
        for row in rows.exclude(overrides={}, variables={}):
            row.title_shown = row.overrides.get("title") or item.title
            row.digest = placement_digest(digest, overrides=row.overrides, variables=row.variables)
            row.save(update_fields=["title_shown", "digest"])


def _insert(
    page: Any, *, item: Item, audience: Audience, known: set[int], digest: str, seq: int, now: datetime
) -> None:
    due_at = now + timedelta(days=settings.OFFER_DAYS)
    rows = []
    for member_id in sorted(audience.arrivals.keys() - known):
        decision = audience.decision_for(member_id)
        if decision is None:
            continue
        waits = accepts_itself(audience.obligation, decision) and not audience.for_staff
        rows.append(
            Placement(
                item=item,
                page_id=page.pk,
                member_id=member_id,
                decision=decision,
                due_at=due_at if waits else None,
                title_shown=item.title,
                digest=digest,
                version=seq if decision == Decision.ACCEPTED else 0,
            )
        )
    shown = [row for row in rows if row.decision == Decision.ACCEPTED]
    address_rows(shown, section_kind=item.section_kind, wanted=page.slug)
    Placement.objects.bulk_create(rows, batch_size=BATCH)


def _in_batches(ids: list[int]) -> list[QuerySet[Placement]]:
    return [Placement.objects.filter(pk__in=ids[start : start + BATCH]) for start in range(0, len(ids), BATCH)]
