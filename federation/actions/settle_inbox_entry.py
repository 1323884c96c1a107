"""An editor has seen what the inbox says, and picks the original's text or keeps the own one."""

from __future__ import annotations

from django.utils import timezone

from federation.actions.deciding import deciding
from federation.actions.override import change_texts
from federation.models import InboxEntry, User


def settle_inbox_entry(entry_id: int, *, take_original: bool, user: User | None) -> None:
    """`take_original` drops the member's own text of that field; otherwise it stays. Either way this entry is closed,
    and one about another field of the same item stays open."""
    entry = InboxEntry.objects.get(pk=entry_id)
    with deciding(entry.placement_id, user=user) as placement:
        if take_original and entry.field in placement.overrides:
            change_texts(placement, {k: v for k, v in placement.overrides.items() if k != entry.field})
        InboxEntry.objects.filter(pk=entry.pk).update(settled_at=timezone.now())
        if placement.item.page is not None:
            placement.seen_revision_id = placement.item.page.live_revision_id
