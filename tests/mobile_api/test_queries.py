"""What each query answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image

from federation.actions.override import Overrides, override
from federation.listing import shown_items
from federation.models import Brand, Channel, Member, MemberDocument, MemberImage, Placement
from mobile_api.ids import global_id
from mobile_api.loaders.of_contents import OfContents
from mobile_api.reading.contents import ROWS, read_contents
from mobile_api.reading.sites import sites_by_id
from tests.mobile_api.app import App
from tests.publishing import placement_of, publish_event, publish_news

pytestmark = pytest.mark.django_db

FEED = """query F($comuni: [String!]!, $types: [ContentType!], $topics: [String!], $channels: [String!]) {
  feed(comuni: $comuni, types: $types, topics: $topics, channels: $channels) {
    totalCount edges { comuni node { __typename id comune title provenance { owner ownerSlug canonicalUrl note
      channel { slug name owner } } } } } }"""


def titles(data: Any) -> list[str]:
    return [edge["node"]["title"] for edge in data["feed"]["edges"]]


def make_image(member: Member, title: str = "Piazza") -> MemberImage:
    file = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(file, "PNG")
    file.seek(0)
    return MemberImage.objects.create(
        title=title, description="La piazza", file=ImageFile(file, "p.png"), collection=member.collection
    )


# --- feed ----------------------------------------------------------------------------------------------------


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


# --- one content -----------------------------------------------------------------------------------------------


def test_a_body_comes_in_blocks_with_absolute_links(app: App, crema: Member) -> None:
    picture = make_image(crema)
    file = MemberDocument.objects.create(
        title="Bando", file=ContentFile(b"%PDF-1.7", "bando.pdf"), collection=crema.collection
    )
    body = [
        {"type": "paragraph", "value": f'<h2>Titolo</h2><p><a linktype="document" id="{file.pk}">qui</a></p>'},
        {"type": "picture", "value": {"image": {"image": picture.pk, "alt_text": "Vista", "decorative": False},
                                      "caption": "Oggi"}},
        {"type": "quote", "value": {"text": "Bene", "author": "Anna"}},
        {"type": "documents", "value": [{"type": "item", "id": "1", "value": file.pk}]},
    ]  # fmt: skip
    page = publish_news(crema, title="Con tutto", image=picture)
    page.body = page.body.stream_block.to_python(body)
    page.save_revision().publish()
    node = app.data(
        """query N($id: ID!) { node(id: $id) { ... on News { bodyHtml kind expiresAt
          image { url width height alt srcset { url width format } } attachments { title url bytes mimeType }
          body { __typename type html ... on ImageBlock { caption image { url alt width } }
            ... on QuoteBlock { text author } ... on DocumentListBlock { documents { title } } } } } }""",
        id=global_id("News", placement_of(page, crema).pk),
    )["node"]
    blocks = node["body"]
    assert [block["__typename"] for block in blocks] == [
        "ParagraphBlock", "ImageBlock", "QuoteBlock", "DocumentListBlock",
    ]  # fmt: skip
    assert [block["type"] for block in blocks] == ["paragraph", "picture", "quote", "documents"]
    assert node["bodyHtml"] == "".join(block["html"] for block in blocks)
    assert '"/' not in node["bodyHtml"]
    assert 'href="http://crema.localhost/documenti/' in blocks[0]["html"]
    assert blocks[1]["image"]["alt"] == "Vista"
    assert blocks[1]["caption"] == "Oggi"
    assert (blocks[2]["text"], blocks[2]["author"]) == ("Bene", "Anna")
    assert blocks[3]["documents"] == [{"title": "Bando"}]
    assert node["attachments"][0] | {"url": ""} == {
        "title": "Bando", "url": "", "bytes": 8, "mimeType": "application/pdf",
    }  # fmt: skip
    assert node["image"]["url"].startswith("http://crema.localhost/media/")
    assert (node["image"]["width"], node["image"]["alt"]) == (600, "La piazza")
    assert {source["format"] for source in node["image"]["srcset"]} == {"webp"}
    assert (node["kind"], node["expiresAt"]) == ("NOTIZIA", None)


def test_an_event_says_when_where_and_how_much(app: App, crema: Member) -> None:
    start = timezone.make_aware(datetime(2026, 12, 24, 18))
    page = publish_event(
        crema,
        title="Concerto",
        start=start,
        end=start + timedelta(hours=2),
        place="Duomo",
        address="Piazza",
        cost="5 €",
    )
    node = app.data(
        """query N($id: ID!) { node(id: $id) { ... on Event { type start end address cost
          in: occurrences(from: "2026-12-24", to: "2026-12-24") { start end }
          out: occurrences(from: "2026-12-25", to: "2027-12-31") { start } } } }""",
        id=global_id("Event", placement_of(page, crema).pk),
    )["node"]
    when = {"start": "2026-12-24T17:00:00+00:00", "end": "2026-12-24T19:00:00+00:00"}
    assert node == {"type": "EVENT", **when, "address": "Duomo, Piazza", "cost": "5 €", "in": [when], "out": []}


def test_an_image_whose_file_is_lost_is_null_and_the_rest_stands(app: App, crema: Member) -> None:
    picture = make_image(crema)
    publish_news(crema, title="Senza file", image=picture)
    picture.file.storage.delete(picture.file.name)
    query = "query F($c: [String!]!) { feed(comuni: $c) { edges { node { title image { url } } } } }"
    assert app.data(query, c=["crema"])["feed"]["edges"] == [{"node": {"title": "Senza file", "image": None}}]


# --- comuni ----------------------------------------------------------------------------------------------------


def test_startup_is_of_the_comuni_in_their_order(app: App, notice: Any, crema: Member, izano: Member) -> None:
    Brand.objects.filter(member=izano).update(crest=make_image(izano), palette="verde")
    data = app.data(
        """query S($c: [String!]!) { startup(comuni: $c) { minimumAppVersion channels { slug }
          comuni { id slug name website version features brand { primary onPrimary } location { lat lon }
            crest(width: 100) { url width alt } feed { edges { node { title } } } events { totalCount } } } }""",
        c=["izano", "crema", "consorzio", "atlantide"],
    )["startup"]
    assert [comune["slug"] for comune in data["comuni"]] == ["izano", "crema"]
    first, second = data["comuni"]
    assert first["brand"] == {"primary": "#007a52", "onPrimary": "#ffffff"}
    assert (first["crest"]["width"], first["crest"]["alt"], second["crest"]) == (128, "", None)
    assert first["website"] == "http://izano.localhost/"
    assert first["features"] == ["NEWS", "EVENTS"]
    assert first["feed"]["edges"] == second["feed"]["edges"] == [{"node": {"title": "Fibra a Crema"}}]
    assert data["channels"] == [{"slug": "allerta"}, {"slug": "banda"}, {"slug": "corsi"}]
    assert data["minimumAppVersion"] is None


def test_the_version_of_a_comune_rises_when_its_site_changes(app: App, notice: Any, crema: Member) -> None:
    query = '{ comune(slug: "crema") { version } }'
    before = app.data(query)["comune"]["version"]
    publish_news(crema, title="Nostra")
    assert app.data(query)["comune"]["version"] > before


def test_comuni_are_found_by_name_code_and_distance(app: App, crema: Member, izano: Member, offanengo: Member) -> None:
    for member, latitude, longitude, code in (
        (crema, 45.362, 9.683, "019035"), (izano, 45.355, 9.754, "019053"), (offanengo, 45.380, 9.743, "019062"),
    ):  # fmt: skip
        Member.objects.filter(pk=member.pk).update(latitude=latitude, longitude=longitude, istat_code=code)

    def found(arguments: str) -> list[str]:
        data = app.data(f"{{ comuni({arguments}) {{ totalCount edges {{ node {{ slug }} }} }} }}")["comuni"]
        assert data["totalCount"] == len(data["edges"])
        return [edge["node"]["slug"] for edge in data["edges"]]

    assert found('search: ""') == found("first: 100") == ["crema", "izano", "offanengo"]
    assert found('search: " ZAN "') == ["izano"]
    assert found("near: {lat: 45.356, lon: 9.753}") == ["izano", "offanengo", "crema"]
    assert found("near: {lat: 45.356, lon: 9.753, radiusKm: 1}") == ["izano"]
    by_code = '{ comune(istatCode: "019062") { name location { lat lon } } }'
    assert app.data(by_code)["comune"] == {"name": "Offanengo", "location": {"lat": 45.38, "lon": 9.743}}
    assert app.data('{ a: comune(slug: "consorzio") { id } b: comune { id } c: comune(slug: "") { id } }') == {
        "a": None, "b": None, "c": None,
    }  # fmt: skip


def test_events_of_a_comune_are_those_to_come_soonest_first(app: App, crema: Member) -> None:
    now = timezone.now()
    for title, days in (("tra un mese", 30), ("domani", 1), ("un mese fa", -30)):
        publish_event(crema, title=title, start=now + timedelta(days=days))
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    publish_event(crema, title="fino a mezzanotte", start=midnight - timedelta(hours=2), end=midnight)
    query = """query E($from: Date, $to: Date, $first: Int, $after: String) { comune(slug: "crema") {
      events(from: $from, to: $to, first: $first, after: $after) {
        totalCount pageInfo { endCursor hasNextPage } edges { node { title } } } } }"""

    def found(**arguments: Any) -> list[str]:
        edges = app.data(query, **arguments)["comune"]["events"]["edges"]
        return [edge["node"]["title"] for edge in edges]

    assert found() == ["domani", "tra un mese"]
    assert found(to=(timezone.localdate() + timedelta(days=1)).isoformat()) == ["domani"]
    assert found(**{"from": "2020-01-01"}) == ["un mese fa", "fino a mezzanotte", "domani", "tra un mese"]
    first = app.data(query, first=1)["comune"]["events"]
    assert first["totalCount"] == 2
    assert found(first=1, after=first["pageInfo"]["endCursor"]) == ["tra un mese"]


def test_a_node_can_be_a_comune(app: App, crema: Member) -> None:
    query = "query N($id: ID!) { node(id: $id) { __typename id ... on Comune { slug } } }"
    id_ = global_id("Comune", crema.pk)
    assert app.data(query, id=id_)["node"] == {"__typename": "Comune", "id": id_, "slug": "crema"}
