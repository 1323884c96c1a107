"""Takes an item off every site in one commit: withdrawn, expired, made private or deleted. No decision is forgotten."""

from __future__ import annotations

from django.db.models import Q

from federation.models import Item, Placement, Reason
from federation.placing.place_item import ENDED_FOR_ONE
from federation.querysets.placements import raised_if_on_site


def retire_item(item: Item, *, reason: Reason, seq: int, explanation: str = "", redirect: str = "") -> None:
    """The explanation stays on the placements, because their 410 page outlives the content.

    An earlier reason gives way to a later one (withdrawn, then deleted), an earlier explanation stays. Members for
    whom it had ended already keep their own reason: published again, it does not come back to them by that.
    """
    concerned = Placement.objects.filter(item=item).filter(Q(available=True) | ~Q(reason__in=ENDED_FOR_ONE))
    rows = concerned.filter(Q(available=True) | ~Q(reason=reason))
    if explanation or redirect:
        concerned.update(explanation=explanation, redirect=redirect)
    rows.update(version=raised_if_on_site(seq), available=False, reason=reason)


def forget_page(page_id: int, *, seq: int) -> None:
    """The page's row is gone: its item stays, with title, decisions and reason."""
    item = Item.objects.filter(page_id=page_id).first()
    if item is None:
        return
    retire_item(item, reason=Reason.DELETED, seq=seq)
    Placement.objects.filter(page_id=page_id).update(page=None)
    Item.objects.filter(pk=item.pk).update(page=None, summary="", image=None)
