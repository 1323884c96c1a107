"""Works off what was noted in a transaction, in one step: find what is meant, take the clock, read, write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page

from federation.models import Clock, Decision, Item, Member, MemberVersion, Placement, Reason
from federation.notes import Note
from federation.placing.addressing import refresh_paths
from federation.placing.availability import reason_unavailable
from federation.placing.place_item import place_item, place_privately
from federation.placing.references import refresh_references
from federation.placing.retire_item import forget_page, retire_item
from federation.placing.targets import Targets, find_targets
from federation.ports import Listed


def work_off(notes: list[Note]) -> None:
    """Runs inside a unit of work, as its last step. What it writes is read after the clock is taken."""
    refresh_references(notes)
    targets = find_targets(notes)
    if not targets:
        return
    seq = Clock.objects.take()
    now = timezone.now()
    pages = {page.pk: page for page in Page.objects.filter(pk__in=targets.pages).specific()}
    unlisted = [page for page in pages.values() if not isinstance(page, Listed)]
    refresh_paths(unlisted, seq=seq)
    targets.sites |= set(Member.objects.owning_any(unlisted).values_list("pk", flat=True))
    for page_id, withdrawal in targets.pages.items():
        page = pages.get(page_id)
        if page is None:
            forget_page(page_id, seq=seq)
        elif isinstance(page, Listed):
            place_page(page, withdrawal, seq=seq, now=now)
    _raise_versions(targets, seq=seq)


def _raise_versions(targets: Targets, *, seq: int) -> None:
    """Writes the number for every member of whose site a placement, or the whole, changed."""
    owned = Placement.objects.filter(item__owner__in=targets.members)
    owned.filter(available=True, decision=Decision.ACCEPTED).update(version=seq)
    member_ids = targets.members | targets.sites
    _add_missing_rows(member_ids)
    if targets.everything:
        MemberVersion.objects.update(version=seq)
        return
    touched = Exists(Placement.objects.filter(member_id=OuterRef("member_id"), version=seq))
    MemberVersion.objects.filter(Q(member_id__in=member_ids) | touched).update(version=seq)


def place_page(page: Any, withdrawal: Note | None = None, *, seq: int, now: datetime, admit_new: bool = True) -> None:
    """Brings item and placements of one listed page to what its published row says. The clock must be held."""
    owner = Member.objects.select_related("site__root_page").owning(page)
    previous = Item.objects.filter(page_id=page.pk).first()
    reason = _reason_unavailable(page, owner=owner, now=now)
    if owner is None or reason not in (Reason.NONE, Reason.PRIVATE):
        if previous is not None:
            explanation, redirect = (withdrawal.explanation, withdrawal.redirect) if withdrawal else ("", "")
            retire_item(previous, reason=reason, seq=seq, explanation=explanation, redirect=redirect)
        return
    if previous is not None and page.first_published_at is None:  # saved live, never published by a revision
        page.first_published_at = previous.published_at
    item = Item(
        **({"pk": previous.pk} if previous else {}),
        page_id=page.pk,
        owner=owner,
        kind=page.item_kind,
        section_kind=getattr(page.get_parent().specific, "section_kind", ""),
        title=_title_for_tombstones(page, previous=previous, is_private=bool(reason)),
        published_at=page.listed_at,
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        expires_at=page.expire_at,
        updated_at=page.last_published_at if page.last_published_at != page.listed_at else None,
        summary="" if reason else page.summary,
        image_id=None if reason else page.image_id,
        digest=page.item_digest(),
    )
    item.save(force_insert=previous is None, force_update=previous is not None)
    if reason:
        retire_item(item, reason=reason, seq=seq)
        place_privately(page, item=item, owner=owner, seq=seq)
        return
    place_item(page, item=item, previous=previous, owner=owner, seq=seq, now=now, admit_new=admit_new)


def _reason_unavailable(page: Any, *, owner: Member | None, now: datetime) -> Reason:
    if owner is None:
        return Reason.DELETED
    return Reason.MEMBER_LEFT if owner.status == Member.Status.LEFT else reason_unavailable(page, now=now)


def _title_for_tombstones(page: Page, *, previous: Item | None, is_private: bool) -> str:
    """The last that was public, and none of what never was: the 410 page of a withdrawn item says it to everybody."""
    if not is_private:
        return str(page.title)
    return previous.title if previous is not None else ""


def _add_missing_rows(member_ids: set[int]) -> None:
    MemberVersion.objects.bulk_create([MemberVersion(member_id=pk) for pk in member_ids], ignore_conflicts=True)
