"""What readers should see of the world, and the comparison with what they did see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tests.whole.model import SECTIONS, World
from tests.whole.notices import Notice, Row
from tests.whole.sites import Seen

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Expected:
    """One item on one site: `order` is what lists sort by, `picture` its number and that of its file."""

    seen: Seen
    order: Key
    picture: tuple[int, int] | None
    is_event: bool  # its card has no picture


@dataclass
class Album:
    """Under which address each file of each picture was seen. No two have one, and none ever has another."""

    addresses: dict[tuple[tuple[int, int], str], str] = field(default_factory=dict)
    files: dict[str, tuple[int, int]] = field(default_factory=dict)

    def check(self, address: str, picture: tuple[int, int] | None, *, role: str) -> None:
        """`role` tells apart the sizes of one file."""
        assert bool(address) == (picture is not None), f"the picture is {address!r}, it should be {picture}"
        if picture is not None:
            assert self.addresses.setdefault((picture, role), address) == address, "an old file's address"
            assert self.files.setdefault(address, picture) == picture, "another file's address"


def shown_on(world: World, member: str, now: datetime) -> list[tuple[Notice, Row]]:
    """Everything that the site shows at this moment."""
    pairs = [(notice, notice.rows[member]) for notice in world.notices.values() if member in notice.rows]
    return [(notice, row) for notice, row in pairs if row.shown and not notice.expired(now)]


def expected(world: World, notice: Notice, member: str, now: datetime) -> Expected:
    row = notice.rows[member]
    picture = notice.picture if row.picture is None else row.picture
    if notice.kind == "news":
        order: Key = (not row.pinned, -notice.published.timestamp())
    else:
        assert notice.starts is not None
        over, start = notice.is_over(now), notice.starts.timestamp()
        order = (over, -start if over else start)
    return Expected(
        Seen(world.path(notice, member), row.title or notice.title, note=row.note),
        order,
        (picture, world.files[picture]) if picture is not None else None,
        notice.kind == "event",
    )


def expected_list(world: World, member: str, kind: str, now: datetime) -> list[Expected]:
    """Of a section; sorted."""
    of_kind = [notice for notice, _ in shown_on(world, member, now) if notice.kind == kind]
    return sorted((expected(world, notice, member, now) for notice in of_kind), key=lambda one: one.order)


def expected_answer(world: World, member: str, path: str, now: datetime) -> Expected | int | str:
    """At a path: an item, a status (401: it asks for a password; 302: for a login), or where it redirects to."""
    for notice in world.notices.values():
        row = notice.rows.get(member)
        if row is None or not row.slug or world.path(notice, member) != path:
            continue
        if row.shown and not notice.expired(now):
            return expected(world, notice, member, now)
        if notice.private and notice.live and notice.owner == member and not notice.expired(now):
            return {"password": 401, "login": 302}[notice.private]
        return 410 if notice.was_public else 404
    key = world.former.get((member, path))
    row = world.notices[key].rows[member] if key is not None else None
    return world.path(world.notices[key], member) if key is not None and row is not None and row.slug else 404


def compare_list(found: Sequence[Seen], wanted: Sequence[Expected], album: Album, *, limit: int = 10**6) -> None:
    """What has the same order may stand in either way."""
    by_path = {one.seen.path: one for one in wanted}
    assert len(found) == min(limit, len(wanted)), f"{_titles(found)}, not {_titles(one.seen for one in wanted)}"
    for seen, one in zip(found, wanted, strict=False):
        assert seen.path in by_path, f"{seen} is not on this site"
        mine = by_path.pop(seen.path)
        assert mine.order == one.order, f"{_titles(found)}, not {_titles(one.seen for one in wanted)}"
        assert (seen.title, seen.path) == (mine.seen.title, mine.seen.path)
        album.check(seen.picture, None if mine.is_event else mine.picture, role="card")


def compare(found: Seen, wanted: Expected, album: Album, *, role: str) -> None:
    assert replace(found, picture="") == wanted.seen
    album.check(found.picture, wanted.picture, role=role)


def home_bands(world: World, member: str, now: datetime) -> dict[str, tuple[list[Expected], int]]:
    """Each band of a home page with the number of cards that it may have."""
    own = {world.path(notice, member) for notice, _ in shown_on(world, member, now) if notice.owner == member}
    news, events = (expected_list(world, member, kind, now) for kind in SECTIONS)
    return {
        "news": ([one for one in news if one.seen.path in own], 3),
        "notices": ([one for one in news if one.seen.path not in own], 3),
        "events": ([one for one in events if not one.order[0]], 4),
    }


def _titles(seen: Iterable[Seen]) -> list[str]:
    return [one.title for one in seen]
