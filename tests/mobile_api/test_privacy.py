"""What no site shows does not come out: not by list, not by delta, not by id, not by reference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.models import NewsPage
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.leave import leave
from federation.actions.withdraw import withdraw
from federation.models import Channel, Decision, Member, Placement
from federation.unit_of_work import unit_of_work
from mobile_api.ids import global_id
from tests.mobile_api.app import App
from tests.publishing import let_it_expire, placement_of, publish_news, section_of

pytestmark = pytest.mark.django_db

EVERYTHING = """
query Everything($comuni: [String!]!) {
  feed(comuni: $comuni, first: 100) { totalCount edges { comuni node { ...all } } }
  startup(comuni: $comuni) { comuni { slug feed(first: 20) { totalCount edges { node { ...all } } } } }
  changes(comuni: $comuni) { nodes { id itemId comune version withdrawn content { ...all } } }
}
fragment all on Content { id itemId comune title summary url bodyHtml provenance { owner canonicalUrl note } }
"""
NODE = """query N($id: ID!) { node(id: $id) { id ... on Content { title bodyHtml url } } }"""
SECRET = "Segretissimo"
BODY = [("paragraph", f"<p>{SECRET}</p>")]

Hide = Callable[[Member, Channel], Placement | None]


def draft(crema: Member, channel: Channel) -> Placement | None:
    with unit_of_work():
        section_of(crema).add_child(instance=NewsPage(title=SECRET, body=BODY, live=False)).save_revision()
    return None


def draft_of_a_published_page(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(crema, title="Palese")
    with unit_of_work():
        page.title, page.body = SECRET, BODY
        page.save_revision()
    return None


def private_page(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(crema, title=SECRET, body=BODY)
    with unit_of_work():
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    return placement_of(page, crema)


def private_section(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(crema, title=SECRET, body=BODY)
    with unit_of_work():
        PageViewRestriction.objects.create(page=section_of(crema), restriction_type="login")
    return placement_of(page, crema)


def declined(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(channel.owner, title=SECRET, body=BODY, channels=[channel])
    decline(placement_of(page, crema).pk, user=None)
    return placement_of(page, crema)


def offered(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(
        channel.owner, title=SECRET, body=BODY, channels=[Channel.objects.get(slug="corsi")], obligation="optional"
    )
    row = placement_of(page, crema)
    Placement.objects.filter(pk=row.pk).update(decision=Decision.OFFERED, version=0)
    return placement_of(page, crema)


def withdrawn(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(channel.owner, title=SECRET, body=BODY, channels=[channel])
    withdraw(page.pk, explanation=SECRET, user=None)
    return placement_of(page, crema)


def deleted(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(channel.owner, title=SECRET, body=BODY, channels=[channel])
    row = placement_of(page, crema)
    with unit_of_work():
        Page.objects.get(pk=page.pk).delete()
    return Placement.objects.get(pk=row.pk)


def expired_a_second_ago(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(channel.owner, title=SECRET, body=BODY, channels=[channel])
    let_it_expire(page)
    return placement_of(page, crema)


def on_the_consortiums_site_only(crema: Member, channel: Channel) -> Placement | None:
    page = publish_news(channel.owner, title=SECRET, body=BODY)
    return placement_of(page, channel.owner)


def for_staff(crema: Member, channel: Channel) -> Placement | None:
    staff = Channel.objects.create(owner=channel.owner, name="Interno", slug="interno", audience_kind="staff")
    page = publish_news(channel.owner, title=SECRET, body=BODY, channels=[staff])
    return Placement.objects.filter(item__page_id=page.pk).first()


HIDDEN: list[Hide] = [
    draft, draft_of_a_published_page, private_page, private_section, declined, offered, withdrawn, deleted,
    expired_a_second_ago, on_the_consortiums_site_only, for_staff,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_what_is_not_shown_comes_out_nowhere(app: App, crema: Member, channel: Channel, hide: Hide) -> None:
    placement = hide(crema, channel)
    answer = app.post(EVERYTHING, comuni=["crema"])
    assert SECRET not in answer.text
    assert "errors" not in answer.json()
    if placement is not None:
        for type_name in ("News", "Event", "Comune", "Placement", "Item"):
            node = app.post(NODE, id=global_id(type_name, placement.pk))
            assert SECRET not in node.text
            assert type_name == "Comune" or node.json()["data"] == {"node": None}


@pytest.mark.parametrize("hide", [offered, for_staff, draft, on_the_consortiums_site_only], ids=lambda h: h.__name__)
def test_what_a_comune_never_showed_leaves_no_tombstone(app: App, crema: Member, channel: Channel, hide: Hide) -> None:
    hide(crema, channel)
    assert app.data(EVERYTHING, comuni=["crema"])["changes"]["nodes"] == []


def test_a_detached_item_comes_as_the_members_own(app: App, notice: Any, crema: Member) -> None:
    detach(placement_of(notice, crema).pk, user=None)
    changes = app.data(EVERYTHING, comuni=["crema"])["changes"]["nodes"]
    assert sorted(change["withdrawn"] for change in changes) == [False, True]
    assert [change["content"]["provenance"]["owner"] for change in changes if change["content"]] == ["Comune di Crema"]


def test_a_member_that_left_is_told_of_by_tombstones_only(app: App, notice: Any, crema: Member, izano: Member) -> None:
    leave(crema, on=date(2026, 1, 1))
    data = app.data(EVERYTHING, comuni=["crema", "izano"])
    assert [comune["slug"] for comune in data["startup"]["comuni"]] == ["izano"]
    assert {change["comune"]: change["withdrawn"] for change in data["changes"]["nodes"]} == {
        "crema": True, "izano": False,
    }  # fmt: skip
    assert [edge["comuni"] for edge in data["feed"]["edges"]] == [["izano"]]
    assert app.data(NODE, id=global_id("Comune", crema.pk)) == {"node": None}


def test_a_channel_for_staff_is_named_nowhere(app: App, consortium: Member, crema: Member, channel: Channel) -> None:
    staff = Channel.objects.create(owner=consortium, name="Zinterno", slug="zinterno", audience_kind="staff")
    page = publish_news(consortium, title="Palese", channels=[channel])
    with unit_of_work():
        page.channels = [channel, staff]
        page.save()
    text = app.post(
        "query Q($comuni: [String!]!) { channels { slug name } startup(comuni: $comuni) { channels { slug } }"
        " feed(comuni: $comuni) { edges { node { title provenance { channel { slug name } } } } } }",
        comuni=["crema"],
    ).text.lower()
    assert "zinterno" not in text
    by_staff = "query Q($comuni: [String!]!, $c: [String!]) { feed(comuni: $comuni, channels: $c) { totalCount } }"
    assert app.data(by_staff, comuni=["crema"], c=["zinterno"])["feed"]["totalCount"] == 0


def test_an_id_of_another_type_or_spelling_finds_nothing(app: App, notice: Any, crema: Member) -> None:
    pk = placement_of(notice, crema).pk
    good = global_id("News", pk)
    assert app.data(NODE, id=good)["node"]["title"] == "Fibra a Crema"
    for bad in (
        global_id("Event", pk), global_id("Content", pk), global_id("News", 10**9), str(pk), good + "=", good[:-1],
        good + " ", "", "%%%", "é", "a" * 10_000, global_id("News", 2**63), global_id("News", -1),
    ):  # fmt: skip
        assert app.data(NODE, id=bad) == {"node": None}, bad
