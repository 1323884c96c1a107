"""An editor has seen what the inbox says, and picks the original's text or keeps the own one."""

from __future__ import annotations

from django.utils import timezone

from federation.actions.deciding import deciding
from federation.actions.override import Overrides, override
from federation.models import InboxEntry, User


def settle_inbox_entry(entry_id: int, *, take_original: bool, user: User | None) -> None:
    """`take_original` drops the member's own text of that field; otherwise it stays. Either way the entry is closed."""
    entry = InboxEntry.objects.select_related("placement").get(pk=entry_id)
    if take_original and entry.field:
        kept = {name: value for name, value in entry.placement.overrides.items() if name != entry.field}
        override(entry.placement_id, overrides=Overrides(**kept), user=user)
        return
    with deciding(entry.placement_id, user=user) as placement:
        if placement.page is not None:
            placement.seen_revision_id = placement.page.live_revision_id
        InboxEntry.objects.filter(pk=entry.pk).update(settled_at=timezone.now())
