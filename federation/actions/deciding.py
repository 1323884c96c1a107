"""What all decisions of a receiver share: the clock first, then the row as it is now, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.log_actions import log

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
        shown_before, before = placement.shown, _decided(placement)
        yield placement
        if shown_before or placement.shown:
            placement.version = seq
            MemberVersion.objects.filter(member=placement.member).update(version=seq)
        placement.save(update_fields=DECIDED_FIELDS)
        if user is not None and (changes := _changes(before, _decided(placement))):
            log(placement, "federation.decide", user=user, title=placement.title_shown, data={"changes": changes})


def _decided(placement: Placement) -> dict[str, str]:
    """What the person's word was, for the register."""
    return {
        "Decisione": str(placement.get_decision_display()),
        "Sul sito": ", ".join(f"{name}: {value}" for name, value in sorted(placement.overrides.items())),
    }


def _changes(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (value, after[name]) for name, value in before.items() if value != after[name]}
