"""Recomputes items, placements and digests from the pages, reports every difference and heals it.

What a crash left is found here: a publish outside any unit of work whose note was lost, a raise that never came.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.models import Page

from federation.models import Clock, Item, MemberVersion, Placement
from federation.placing.retire_item import forget_page
from federation.placing.work_off import place_page
from federation.ports import Listed
from federation.task_words import page_in_words, reason_of
from federation.unit_of_work import unit_of_work

logger = logging.getLogger(__name__)

COMPARED = (
    "member_id", "page_id", "section_id", "slug", "path", "decision", "available", "reason", "title_shown", "digest",
)  # fmt: skip
ITEM_COMPARED = (
    "owner_id", "kind", "section_kind", "title", "published_at", "starts_at", "ends_at", "expires_at", "updated_at",
    "summary", "image_id", "digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One item whose rows did not say what its page says. `healed` is False in a dry run, and where the page could not
    be compared: then `failure` says which page, and why."""

    page_id: int | None
    title: str
    members: int
    healed: bool
    failure: str = ""


def reconcile(*, dry_run: bool = False) -> list[Difference]:
    """One short unit of work for each page, so that editors are hardly delayed; an empty list is the normal answer.

    A page that cannot be compared is in the list, too, and hinders no other.
    """
    differences: list[Difference] = []
    for page_id in _listed_page_ids():
        differences += _try(_reconcile_page, page_id, dry_run=dry_run)
    for page_id in _vanished_page_ids():
        differences += _try(_reconcile_vanished, page_id, dry_run=dry_run)
    return differences + _reconcile_versions(dry_run=dry_run)


def _try(reconcile_one: Callable[..., list[Difference]], page_id: int, *, dry_run: bool) -> list[Difference]:
    try:
        return reconcile_one(page_id, dry_run=dry_run)
    except Exception as error:
        logger.exception("The page %s could not be compared with its placements.", page_id)
        failure = f"{page_in_words(page_id)}: {reason_of(error)}"
        return [Difference(page_id, "", 0, healed=False, failure=failure)]


def _listed_page_ids() -> list[int]:
    ids: set[int] = set(Item.objects.filter(page__isnull=False).values_list("page_id", flat=True))
    for model in apps.get_models():
        if issubclass(model, Listed):
            ids |= set(Page.objects.type(model).live().values_list("pk", flat=True))
    return sorted(ids & set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True)))


def _vanished_page_ids() -> list[int]:
    named = Item.objects.filter(page_id__isnull=False).exclude(page_id__in=Page.objects.values("pk"))
    return sorted(named.values_list("page_id", flat=True))


def _reconcile_page(page_id: int, *, dry_run: bool) -> list[Difference]:
    with unit_of_work():
        seq = Clock.objects.take()
        found = Page.objects.filter(pk=page_id).first()
        if found is None:  # deleted since the ids were read: whoever deleted it placed it, or it is among the vanished
            return []
        page: Any = found.specific
        before = _rows(page_id)
        savepoint = transaction.savepoint()
        item = Item.objects.filter(page_id=page_id).first()
        lost_publish = item is None or item.digest != page.item_digest()
        place_page(page, seq=seq, now=timezone.now(), admit_new=lost_publish)
        after = _rows(page_id)
        changed = {row[0] for row in before ^ after}
        if not changed or dry_run:
            transaction.savepoint_rollback(savepoint)
        else:
            transaction.savepoint_commit(savepoint)
            _raise_versions(changed, seq=seq)
    return [Difference(page_id, page.title, len(changed), healed=not dry_run)] if changed else []


def _raise_versions(member_ids: set[int], *, seq: int) -> None:
    """Also of members whose row was written anew without a difference: it has the number already."""
    touched = Placement.objects.filter(version=seq).values("member_id")
    MemberVersion.objects.filter(Q(member_id__in=member_ids) | Q(member_id__in=touched)).update(version=seq)


def _reconcile_vanished(page_id: int, *, dry_run: bool) -> list[Difference]:
    item = Item.objects.filter(page_id=page_id).first()
    if item is None:  # somebody else healed it
        return []
    members = list(Placement.objects.filter(item=item).values_list("member_id", flat=True))
    if not dry_run:
        with unit_of_work():
            seq = Clock.objects.take()
            forget_page(page_id, seq=seq)
            MemberVersion.objects.filter(member_id__in=members).update(version=seq)
    return [Difference(page_id, item.title, len(members), healed=not dry_run)]


def _reconcile_versions(*, dry_run: bool) -> list[Difference]:
    """No placement may carry a higher number than its member, or a cached page would never learn of it."""
    highest = dict(Placement.objects.values_list("member_id").annotate(highest=Max("version")))
    behind = [row.member_id for row in MemberVersion.objects.all() if row.version < highest.get(row.member_id, 0)]
    if behind and not dry_run:
        with unit_of_work():
            MemberVersion.objects.filter(member_id__in=behind).update(version=Clock.objects.take())
    return [Difference(None, "versions", len(behind), healed=not dry_run)] if behind else []


def _rows(page_id: int) -> set[tuple[Any, ...]]:
    item = Item.objects.filter(page_id=page_id).first()
    if item is None:
        return set()
    columns = tuple(getattr(item, name) for name in ITEM_COMPARED)
    rows = set(Placement.objects.filter(item=item).values_list(*COMPARED))
    return rows | {(item.owner_id, "item", *columns)}
