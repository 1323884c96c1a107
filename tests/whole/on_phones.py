"""What the app should be told of the world, compared with what it is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from federation.addresses import absolute_url
from federation.models import Member
from tests.whole.expected import Album, Expected, expected, shown_on
from tests.whole.model import World
from tests.whole.phone import Phone
from themes.palettes import PALETTES

Content = dict[str, Any]


def wanted_of(world: World, comuni: list[str], now: datetime) -> dict[tuple[str, str], Expected]:
    """By comune and path."""
    return {
        (slug, one.seen.path): one
        for slug in comuni
        if slug in world.palettes
        for notice, _ in shown_on(world, slug, now)
        for one in [expected(world, notice, slug, now)]
    }


def compare_lists(world: World, phone: Phone, now: datetime, album: Album) -> None:
    """Feed, start-up and colours."""
    found, wanted = phone.lists(), wanted_of(world, phone.comuni, now)
    active = [slug for slug in phone.comuni if slug in world.palettes]
    comuni = found["startup"]["comuni"]
    assert [comune["slug"] for comune in comuni] == active
    for comune in comuni:
        assert comune["brand"]["primary"] == PALETTES[world.palettes[comune["slug"]]].primary.hex
        nodes = [edge["node"] for edge in comune["feed"]["edges"]]
        _compare_contents(nodes, {key: one for key, one in wanted.items() if key[0] == comune["slug"]}, album)
    _compare_together(world, active, found["feed"], now)


def compare_copy(world: World, phone: Phone, now: datetime, album: Album) -> None:
    """The copy that a phone keeps by the delta."""
    _compare_contents(phone.shown(), wanted_of(world, phone.comuni, now), album)


def compare_node(before: Phone, after: Phone) -> None:
    """The id that was read longest ago: what it had is told now, or that it is gone."""
    for id_ in list(before.copy)[:1]:
        expected_now = next((content for content in after.shown() if content["id"] == id_), None)
        assert before.node(id_) == expected_now


def _compare_contents(found: list[Content], wanted: dict[tuple[str, str], Expected], album: Album) -> None:
    by_key = {(content["comune"], _path(content)): content for content in found}
    assert len(by_key) == len(found)
    assert by_key.keys() == wanted.keys()
    for key, content in by_key.items():
        one, note = wanted[key], content["provenance"]["note"]
        assert content["title"] == one.seen.title
        assert (note or "") == (f"<p>{one.seen.note}</p>" if one.seen.note else "")
        address = (content["image"] or {"url": ""})["url"]
        album.check(address.removeprefix(_base(content["comune"])), one.picture, role="app")


def _compare_together(world: World, comuni: list[str], feed: Any, now: datetime) -> None:
    """One item once, as the first comune shows it that does; newest first."""
    wanted = {}
    for notice in world.notices.values():
        showing = [slug for slug in comuni if any(notice is other for other, _ in shown_on(world, slug, now))]
        if showing:
            wanted[showing[0], world.path(notice, showing[0])] = (notice.published, showing)
    edges = feed["edges"]
    found = {(edge["node"]["comune"], _path(edge["node"])): edge["comuni"] for edge in edges}
    assert found == {key: showing for key, (_, showing) in wanted.items()}
    assert feed["totalCount"] == len(edges) == len(wanted)
    moments = [wanted[edge["node"]["comune"], _path(edge["node"])][0] for edge in edges]
    assert moments == sorted(moments, reverse=True)


def _path(content: Content) -> str:
    return str(content["url"].removeprefix(_base(content["comune"])))


def _base(slug: str) -> str:
    return absolute_url(Member(hostname=f"{slug}.localhost"), "")
