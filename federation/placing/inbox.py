"""What the receivers' editors are told: nothing that a member changed is overwritten silently."""

from __future__ import annotations

from typing import Any

from federation.models import InboxEntry, Item, Placement

OVERRIDABLE_TEXTS = ("title", "summary")


def announce_duty(ids: list[int]) -> None:
    """The sender raised the obligation to a duty of law, so that the member's refusal no longer holds."""
    rows = Placement.objects.filter(pk__in=ids)
    InboxEntry.objects.bulk_create(
        InboxEntry(member_id=row.member_id, placement=row, kind=InboxEntry.Kind.BECAME_DUTY) for row in rows
    )


def announce_source_changes(page: Any, *, item: Item) -> None:
    """For each member that overrode a text which the original changed: old, new (and theirs, on the placement)."""
    rows = Placement.objects.filter(item=item, page=item.page_id).exclude(overrides={})
    for row in rows.select_related("seen_revision"):
        if row.seen_revision is None or row.announced_revision_id == page.live_revision_id:
            continue
        for field in OVERRIDABLE_TEXTS:
            if field in row.overrides:
                known = str(row.seen_revision.content.get(field) or "")
                _announce_change(row, field, old=known, new=str(getattr(page, field)))
        Placement.objects.filter(pk=row.pk).update(announced_revision=page.live_revision_id)


def _announce_change(row: Placement, field: str, *, old: str, new: str) -> None:
    """One open entry for each text; it closes by itself when the original reads again as it did."""
    kind = InboxEntry.Kind.SOURCE_CHANGED
    entry = InboxEntry.objects.filter(placement=row, kind=kind, field=field, settled_at=None).first()
    if entry is None:
        if old != new:
            InboxEntry.objects.create(member_id=row.member_id, placement=row, kind=kind, field=field, old=old, new=new)
    elif entry.old == new:
        entry.delete()
    else:
        entry.new = new
        entry.save(update_fields=["new"])
