"""Takes an item off every site in one commit: withdrawn, expired, made private or deleted. No decision is forgotten."""

from __future__ import annotations

from django.db.models import Q

from federation.models import Decision, Item, Placement, Reason


def retire_item(item: Item, *, reason: Reason, seq: int, explanation: str = "", redirect: str = "") -> None:
    """The explanation stays on the placements, because their 410 page outlives the content.

    An earlier reason gives way to a later one (withdrawn, then deleted), an earlier explanation stays.
    """
    rows = Placement.objects.filter(item=item).filter(Q(available=True) | ~Q(reason=reason))
    if explanation or redirect:
        Placement.objects.filter(item=item).update(explanation=explanation, redirect=redirect)
    rows.filter(decision=Decision.ACCEPTED).update(version=seq)
    rows.update(available=False, reason=reason)


def forget_page(page_id: int, *, seq: int) -> None:
    """The page's row is gone: its item stays, with title, decisions and reason."""
    item = Item.objects.filter(page_id=page_id).first()
    if item is None:
        return
    retire_item(item, reason=Reason.DELETED, seq=seq)
    Placement.objects.filter(page_id=page_id).update(page=None)
    Item.objects.filter(pk=item.pk).update(page=None)
