"""Delta sync: nothing missed, nothing twice, tombstones under the id that the content had."""

from __future__ import annotations

from typing import Any

import pytest

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.override import Overrides, override
from federation.actions.withdraw import withdraw
from federation.models import Channel, Clock, Member, Placement
from federation.models.clock import new_epoch
from tests.mobile_api.app import App
from tests.publishing import placement_of, publish_event, publish_news, republish

pytestmark = pytest.mark.django_db

CHANGES = """
query Changes($comuni: [String!]!, $since: String, $first: Int) {
  changes(comuni: $comuni, since: $since, first: $first) {
    cursor hasMore nodes { id itemId comune version withdrawn content { id itemId title comune } }
  }
}
"""


class Device:
    """Keeps what it read, as an app does."""

    def __init__(self, app: App, *comuni: str, first: int = 100) -> None:
        self.app, self.comuni, self.first = app, list(comuni), first
        self.cursor: str | None = None
        self.titles: dict[str, str] = {}
        self.read: list[tuple[int, str]] = []

    def page(self) -> bool:
        """Whether there is more."""
        found = self.app.data(CHANGES, comuni=self.comuni, since=self.cursor, first=self.first)["changes"]
        assert len(found["nodes"]) <= self.first
        for change in found["nodes"]:
            self.read.append((change["version"], change["id"]))
            if change["withdrawn"]:
                assert change["content"] is None
                self.titles.pop(change["id"], None)
            else:
                assert change["content"]["id"] == change["id"]
                assert change["content"]["comune"] == change["comune"]
                self.titles[change["id"]] = change["content"]["title"]
        self.cursor = found["cursor"]
        return bool(found["hasMore"])

    def sync(self) -> None:
        while self.page():
            pass


def shown_titles(*members: Member) -> list[str]:
    return sorted(Placement.objects.shown().filter(member__in=members).values_list("title_shown", flat=True))


def test_a_withdrawn_notice_becomes_a_tombstone_under_its_id(app: App, notice: Any, crema: Member) -> None:
    device = Device(app, "crema")
    device.sync()
    (id_,) = device.titles
    node = "query N($id: ID!) { node(id: $id) { id } }"
    assert app.data(node, id=id_)["node"] == {"id": id_}
    withdraw(notice.pk, user=None)
    before = len(device.read)
    device.sync()
    assert device.titles == {}
    assert [read_id for _, read_id in device.read[before:]] == [id_]
    assert app.data(node, id=id_)["node"] is None


def test_published_again_it_comes_back_under_the_same_id(app: App, notice: Any, crema: Member) -> None:
    device = Device(app, "crema")
    device.sync()
    before = dict(device.titles)
    withdraw(notice.pk, user=None)
    device.sync()
    republish(notice)
    device.sync()
    assert device.titles == before


def test_every_comune_has_an_id_of_its_own_and_the_item_one_for_all(app: App, notice: Any) -> None:
    nodes = app.data(CHANGES, comuni=["crema", "izano"])["changes"]["nodes"]
    assert len({node["id"] for node in nodes}) == 2
    assert len({node["itemId"] for node in nodes}) == 1


def test_what_a_member_changed_comes_for_that_member_alone(app: App, notice: Any, crema: Member) -> None:
    device = Device(app, "crema", "izano")
    device.sync()
    before = len(device.read)
    override(placement_of(notice, crema).pk, overrides=Overrides(title="Da noi"), user=None)
    device.sync()
    assert len(device.read) == before + 1
    assert sorted(device.titles.values()) == ["Da noi", "Fibra a Crema"]


def test_what_was_offered_comes_when_it_is_accepted_and_goes_when_it_is_declined(
    app: App, notice: Any, offanengo: Member
) -> None:
    device = Device(app, "offanengo")
    device.sync()
    assert device.read == []
    accept(placement_of(notice, offanengo).pk, user=None)
    device.sync()
    assert list(device.titles.values()) == ["Fibra a Crema"]
    decline(placement_of(notice, offanengo).pk, user=None)
    device.sync()
    assert device.titles == {}


@pytest.mark.parametrize("page_size", [1, 2, 3, 100])
def test_pages_of_any_size_read_all_that_is_written_meanwhile(
    app: App, consortium: Member, crema: Member, izano: Member, channel: Channel, page_size: int
) -> None:
    """One commit gives several rows one number; pages cut it apart, and writers go on between pages."""
    pages = [publish_news(consortium, title=f"Avviso {n}", channels=[channel]) for n in range(4)]
    publish_event(crema, title="Festa", start=pages[0].first_published_at)
    device = Device(app, "crema", "izano", first=page_size)
    steps = iter(
        [
            lambda: withdraw(pages[0].pk, user=None),
            lambda: republish(pages[1], title="Avviso 1, corretto"),
            lambda: publish_news(crema, title="Nostra"),
            lambda: republish(pages[0]),
            lambda: withdraw(pages[3].pk, user=None),
        ]
    )
    while device.page():
        next(steps, lambda: None)()
    for step in steps:
        step()
    device.sync()
    assert sorted(device.titles.values()) == shown_titles(crema, izano)
    assert device.read == sorted(device.read, key=lambda row: row[0])
    assert len(set(device.read)) == len(device.read), "a change was read twice"


def test_a_sync_with_nothing_new_keeps_its_place(app: App, notice: Any) -> None:
    device = Device(app, "crema")
    device.sync()
    cursor = device.cursor
    device.sync()
    assert device.cursor == cursor


def test_the_order_of_the_comuni_makes_no_other_set(app: App, notice: Any) -> None:
    cursor = app.data(CHANGES, comuni=["crema", "izano"])["changes"]["cursor"]
    assert app.data(CHANGES, comuni=["izano", "crema", "izano"], since=cursor)["changes"]["nodes"] == []


def test_a_cursor_of_another_set_is_refused_with_a_code(app: App, notice: Any) -> None:
    cursor = app.data(CHANGES, comuni=["crema"])["changes"]["cursor"]
    assert app.codes(CHANGES, comuni=["crema", "izano"], since=cursor) == ["CURSOR_OF_OTHER_COMUNI"]


def test_after_a_restore_every_cursor_has_expired(app: App, notice: Any) -> None:
    cursor = app.data(CHANGES, comuni=["crema"])["changes"]["cursor"]
    Clock.objects.update(epoch=new_epoch())
    assert app.codes(CHANGES, comuni=["crema"], since=cursor) == ["CURSOR_EXPIRED"]


def test_an_unknown_comune_is_refused_by_name(app: App, crema: Member) -> None:
    answer = app.post(CHANGES, comuni=["crema", "atlantide"])
    assert answer.json()["errors"][0]["extensions"]["code"] == "COMUNE_UNKNOWN"
    assert "atlantide" in answer.json()["errors"][0]["message"]
    assert app.codes(CHANGES, comuni=["consorzio"]) == ["COMUNE_UNKNOWN"]
