"""What all decisions of a receiver share: the clock first, then the row as it is now, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from federation.models import Clock, MemberVersion, Placement, User
from federation.tenancy.acting import check_acts_for
from federation.unit_of_work import unit_of_work

DECIDED_FIELDS = [
    "page", "section", "slug", "path", "decision", "due_at", "title_shown", "overrides", "seen_revision",
    "announced_revision", "digest", "version",
]  # fmt: skip


@contextmanager
def deciding(placement_id: int, *, user: User | None) -> Iterator[Placement]:
    """Yields the placement under the clock and saves what the block changes on it.

    The numbers rise only if the site showed the item before or shows it now.
    """
    with unit_of_work():
        seq = Clock.objects.take()
        placement = Placement.objects.select_related("item__owner", "member").get(pk=placement_id)
        check_acts_for(user, placement.member)
        shown_before = placement.shown
        yield placement
        if shown_before or placement.shown:
            placement.version = seq
            MemberVersion.objects.filter(member=placement.member).update(version=seq)
        placement.save(update_fields=DECIDED_FIELDS)
