"""Places one published item on every member's site to which it is addressed: a new item, a correction, a return.

Written by sets, because one item may go to 7,896 members: no query is made for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from federation.models import Decision, Item, Member, MemberVersion, Obligation, Placement, Reason
from federation.placing.addressing import address_rows, give_addresses, readdress_owner, readdress_section
from federation.placing.audience import Audience, audience_of
from federation.placing.decisions import accepts_itself
from federation.placing.digests import placement_digest
from federation.placing.inbox import announce_duty, announce_source_changes
from federation.placing.insert_rows import NewRow, insert_rows
from federation.querysets.placements import raised_if_on_site

BATCH = 5_000  # ids in one statement
ENDED_FOR_ONE = (Reason.NOT_ADDRESSED, Reason.UNSUBSCRIBED)  # whoever is addressed again receives it as new


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
    _place_on_owner(page, item=item, owner=owner, for_staff=audience.for_staff, digest=digest, seq=seq)
    existing = _sort_existing(item, owner=owner, audience=audience, admit_new=admit_new)
    _leave(item, existing.leaving, moved_from=previous.owner_id if previous else None, seq=seq)
    if audience.for_staff:
        _take_off_sites(existing.staying, seq=seq)
    _stay(item, existing, digest=digest, seq=seq, whole=len(existing.staying) == len(existing.members))
    if previous is not None and previous.section_kind != item.section_kind:
        readdress_section(item, owner=owner, seq=seq)
    if admit_new:
        _insert(page, item=item, audience=audience, known=existing.members, digest=digest, seq=seq, now=now)
    give_addresses(item, [*existing.without_address, *existing.becoming_duty], wanted=page.slug)
    announce_duty(existing.becoming_duty)
    if previous is not None:
        announce_source_changes(page, item=item)


def place_again(page: Any, *, item: Item, member: Member, seq: int) -> None:
    """On one member's site that had the item before and is open again; everybody else's rows stay as they are."""
    audience = audience_of(page, owner=item.owner)
    existing = _sort_existing(item, owner=item.owner, audience=audience, admit_new=False, only=member)
    if audience.for_staff:
        _take_off_sites(existing.staying, seq=seq)
    _stay(item, existing, digest=page.content_digest(), seq=seq, whole=False)
    give_addresses(item, [*existing.without_address, *existing.becoming_duty], wanted=page.slug)
    announce_duty(existing.becoming_duty)


def place_privately(page: Any, *, item: Item, owner: Member, seq: int) -> None:
    """A page behind a password or a login has an address on its owner's site, and stands in no list. What it asks is
    kept by no cache, but redirects to it are, and what its address answered before."""
    row, _ = Placement.objects.get_or_create(
        item=item,
        member=owner,
        defaults={"decision": Decision.ACCEPTED, "available": False, "reason": Reason.PRIVATE},
    )
    digest = placement_digest(page.content_digest(), overrides=row.overrides, variables=row.variables)
    Placement.objects.filter(pk=row.pk).update(page_id=page.pk, title_shown=item.title, digest=digest)
    readdress_owner(row, page, owner=owner)
    MemberVersion.objects.filter(member=owner).update(version=seq)


def _place_on_owner(page: Any, *, item: Item, owner: Member, for_staff: bool, digest: str, seq: int) -> None:
    """What is for staff has a row on the owner's site, too, and is not shown there either."""
    row, _ = Placement.objects.get_or_create(
        item=item, member=owner, defaults={"page_id": page.pk, "title_shown": item.title}
    )
    Placement.objects.filter(pk=row.pk).update(
        page_id=page.pk,
        decision=Decision.OFFERED if for_staff else Decision.ACCEPTED,
        available=True,
        reason=Reason.NONE,
        explanation="",
        redirect="",
        title_shown=row.overrides.get("title") or item.title,
        digest=placement_digest(digest, overrides=row.overrides, variables=row.variables),
        version=row.version if for_staff and row.decision != Decision.ACCEPTED else seq,
    )
    if not for_staff:
        readdress_owner(row, page, owner=owner)


def _sort_existing(
    item: Item, *, owner: Member, audience: Audience, admit_new: bool, only: Member | None = None
) -> Existing:
    existing = Existing()
    raising = audience.obligation == Obligation.DUTY and not audience.for_staff
    rows = Placement.objects.filter(item=item).exclude(member=owner)
    if only is not None:
        rows = rows.filter(member=only)
    for pk, member_id, decision, available, reason, slug in rows.values_list(
        "pk", "member_id", "decision", "available", "reason", "slug"
    ):
        existing.members.add(member_id)
        arrival = audience.arrivals.get(member_id)
        if arrival is None:
            if available:
                existing.leaving.append(pk)
            continue
        if reason in ENDED_FOR_ONE and not (admit_new and audience.decision_for(member_id)):
            continue
        existing.staying.append(pk)
        if raising and arrival.accepts_duty and decision in (Decision.DECLINED, Decision.OFFERED):
            existing.becoming_duty.append(pk)
        elif decision == Decision.ACCEPTED and slug is None and not audience.for_staff:
            existing.without_address.append(pk)
    return existing


def _leave(item: Item, ids: list[int], *, moved_from: int | None, seq: int) -> None:
    for rows in _in_batches(ids):
        rows.update(
            version=raised_if_on_site(seq), available=False, reason=Reason.NOT_ADDRESSED, explanation="", redirect=""
        )
        if moved_from and moved_from != item.owner_id:
            rows.filter(member_id=moved_from).update(reason=Reason.MOVED)


def _take_off_sites(ids: list[int], *, seq: int) -> None:
    """Its channels became channels for staff: everybody reads it in the inbox only."""
    for rows in _in_batches(ids):
        rows.update(due_at=None)
        rows.filter(decision=Decision.ACCEPTED).update(decision=Decision.OFFERED, version=seq)


def _stay(item: Item, existing: Existing, *, digest: str, seq: int, whole: bool) -> None:
    """`whole`: the rows are all that the item has beside the owner's, which one statement without ids can name."""
    for rows in _in_batches(existing.becoming_duty):
        rows.update(decision=Decision.ACCEPTED, due_at=None)
    everybody = Placement.objects.filter(item=item).exclude(member_id=item.owner_id)
    for rows in [everybody] if whole else _in_batches(existing.staying):
        rows.update(
            version=raised_if_on_site(seq),
            available=True,
            reason=Reason.NONE,
            explanation="",
            redirect="",
            digest=digest,
            title_shown=item.title,
        )
        for row in rows.exclude(overrides={}, variables={}):
            row.title_shown = row.overrides.get("title") or item.title
            row.digest = placement_digest(digest, overrides=row.overrides, variables=row.variables)
            row.save(update_fields=["title_shown", "digest"])


def _insert(
    page: Any, *, item: Item, audience: Audience, known: set[int], digest: str, seq: int, now: datetime
) -> None:
    by_decision: defaultdict[Decision, list[NewRow]] = defaultdict(list)
    for member_id in sorted(audience.arrivals.keys() - known):
        if decision := audience.decision_for(member_id):
            by_decision[decision].append(NewRow(member_id))
    address_rows(by_decision[Decision.ACCEPTED], section_kind=item.section_kind, wanted=page.slug)
    for decision, rows in by_decision.items():
        waits = accepts_itself(audience.obligation, decision) and not audience.for_staff
        template = Placement(
            item=item,
            page_id=page.pk,
            decision=decision,
            due_at=now + timedelta(days=settings.OFFER_DAYS) if waits else None,
            title_shown=item.title,
            digest=digest,
            version=seq if decision == Decision.ACCEPTED else 0,
        )
        insert_rows(template, rows)


def _in_batches(ids: list[int]) -> list[QuerySet[Placement]]:
    return [Placement.objects.filter(pk__in=ids[start : start + BATCH]) for start in range(0, len(ids), BATCH)]
