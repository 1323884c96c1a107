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
    rows = Placement.objects.filter(item=item, page_id=item.page_id).exclude(overrides={})
    for row in rows.select_related("seen_revision"):
        if row.seen_revision is None or row.announced_revision_id == page.live_revision_id:
            continue
        for field in OVERRIDABLE_TEXTS:
            old, new = str(row.seen_revision.content.get(field) or ""), str(getattr(page, field))
            if field in row.overrides and old != new:
                InboxEntry.objects.update_or_create(
                    member_id=row.member_id,
                    placement=row,
                    kind=InboxEntry.Kind.SOURCE_CHANGED,
                    field=field,
                    settled_at=None,
                    defaults={"old": old, "new": new},
                )
        Placement.objects.filter(pk=row.pk).update(announced_revision=page.live_revision_id)
