"""The feed of several comuni, and what its rows say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from federation.actions.override import Overrides, override
from federation.listing import shown_items
from federation.models import Channel, Member, Placement
from mobile_api.loaders.of_contents import OfContents
from mobile_api.reading.contents import ROWS, read_contents
from mobile_api.reading.sites import sites_by_id
from tests.mobile_api.app import App
from tests.mobile_api.pictures import make_image
from tests.publishing import placement_of, publish_event, publish_news

pytestmark = pytest.mark.django_db

FEED = """query F($comuni: [String!]!, $types: [ContentType!], $topics: [String!], $channels: [String!]) {
  feed(comuni: $comuni, types: $types, topics: $topics, channels: $channels) {
    totalCount edges { comuni node { __typename id comune title provenance { owner ownerSlug canonicalUrl note
      channel { slug name owner } } } } } }"""


def titles(data: Any) -> list[str]:
    return [edge["node"]["title"] for edge in data["feed"]["edges"]]


def test_a_feed_shows_an_item_once_as_the_first_comune_shows_it(
    app: App, notice: Any, crema: Member, izano: Member
) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="Da noi", note="Sabato <b>"), user=None)
    for order, title in ((["crema", "izano"], "Da noi"), (["izano", "crema"], "Fibra a Crema")):
        data = app.data(FEED, comuni=order)
        (edge,) = data["feed"]["edges"]
        assert data["feed"]["totalCount"] == 1
        assert edge["comuni"] == order
        assert edge["node"]["comune"] == order[0]
        assert edge["node"]["title"] == title


def test_a_feed_is_newest_first_whoever_published(app: App, consortium: Member, crema: Member, izano: Member,
                                                  channel: Channel) -> None:  # fmt: skip
    publish_news(crema, title="B", published_on=date(2026, 3, 2))
    publish_news(consortium, title="A", channels=[channel], published_on=date(2026, 3, 3))
    publish_news(izano, title="C", published_on=date(2026, 3, 1))
    data = app.data(FEED, comuni=["izano", "crema", "izano", "atlantide"])
    assert titles(data) == ["A", "B", "C"]
    assert [edge["comuni"] for edge in data["feed"]["edges"]] == [["izano", "crema"], ["crema"], ["izano"]]


def test_a_feed_can_be_of_some_kinds_channels_or_topics_only(
    app: App, notice: Any, crema: Member, channel: Channel
) -> None:
    publish_news(crema, title="Nostra")
    publish_event(crema, title="Festa", start=timezone.now())

    def found(**filters: Any) -> list[str]:
        return sorted(titles(app.data(FEED, comuni=["crema"], **filters)))

    assert found() == ["Festa", "Fibra a Crema", "Nostra"]
    assert found(types=["EVENT"]) == ["Festa"]
    assert found(types=["NEWS", "EVENT"]) == found(types=None) == found()
    assert found(types=["SERVICE"]) == found(types=[]) == found(topics=["ambiente"]) == found(channels=[]) == []
    assert found(channels=["banda"]) == found(channels=["banda", "corsi"]) == ["Fibra a Crema"]
    assert found(channels=["nessuno"]) == []


def test_the_feed_of_nobody_is_empty(app: App, notice: Any) -> None:
    assert app.data(FEED, comuni=[])["feed"] == app.data(FEED, comuni=["atlantide"])["feed"]
    assert app.data(FEED, comuni=[])["feed"] == {"totalCount": 0, "edges": []}


def test_provenance_says_who_wrote_it_and_what_the_comune_adds(app: App, notice: Any, crema: Member) -> None:
    (edge,) = app.data(FEED, comuni=["crema"])["feed"]["edges"]
    assert edge["node"]["provenance"] == {
        "owner": "Consorzio", "ownerSlug": "consorzio", "note": None,
        "canonicalUrl": "http://consorzio.localhost/novita/notizie/fibra/",
        "channel": {"slug": "banda", "name": "Banda", "owner": "Consorzio"},
    }  # fmt: skip
    override(placement_of(notice, crema).pk, overrides=Overrides(note="Sabato\n\n<script>"), user=None)
    provenance = app.data(FEED, comuni=["crema"])["feed"]["edges"][0]["node"]["provenance"]
    assert provenance["note"] == "<p>Sabato</p>\n\n<p>&lt;script&gt;</p>"
    assert provenance["canonicalUrl"] == "http://crema.localhost/novita/notizie/fibra/"


def test_a_row_says_what_the_site_shows(notice: Any, consortium: Member, crema: Member, channel: Channel) -> None:
    """The read model and `Listed.as_item`, which the sites use, agree."""
    publish_event(crema, title="Festa", start=timezone.now(), summary="In piazza")
    publish_news(consortium, title="Altra", summary="Breve", channels=[channel])
    override(
        placement_of(notice, crema).pk,
        overrides=Overrides(title="Da noi", summary="Per noi", image=make_image(crema).pk),
        user=None,
    )
    shown = Placement.objects.shown_on(crema).newest_first()
    items = {item.id: item for item in shown_items(shown, member=crema)}
    rows = read_contents(ROWS.shown_on(crema).newest_first(), sites=sites_by_id([crema.pk]))
    assert len(rows) == len(items) == 3
    of = OfContents()
    for row in rows:
        item = items[row.pk]
        assert (row.item_id, row.type, row.section_kind) == (str(item.item_id), item.kind, item.section_kind)
        assert (row.title, row.summary, row.published_at) == (item.title, item.summary, item.published_at)
        assert row.url == f"http://crema.localhost{item.path}"
        assert row.adapted == item.is_adapted
        assert of.image(row) == item.image
        owner = of.owner(row)
        assert (owner.title, f"{owner.base_url}/") == (item.owner_name, item.owner_url)
