"""Watches whose site a change concerns: the numbers of exactly these members rise, and reconcile finds nothing left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from federation.actions.reconcile import reconcile
from federation.models import Member, MemberVersion


def versions() -> dict[str, int]:
    """The number at which each member's site stands, by slug."""
    return dict(MemberVersion.objects.values_list("member__slug", "version"))


@contextmanager
def only_these_rise(*members: Member) -> Iterator[None]:
    """Around one change; without members, around one that no site shows."""
    before = versions()
    yield
    after = versions()
    assert {slug for slug in after if after[slug] != before.get(slug)} == {member.slug for member in members}
    assert len({after[member.slug] for member in members}) <= 1, "one commit has one number"
    assert reconcile(dry_run=True) == []
