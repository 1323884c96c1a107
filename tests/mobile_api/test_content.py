"""One content: its body, its pictures, and what an event says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from federation.models import Member, MemberDocument
from federation.pictures.following import follow
from mobile_api.ids import global_id
from tests.mobile_api.app import App
from tests.mobile_api.pictures import make_image
from tests.publishing import placement_of, publish_event, publish_news

pytestmark = pytest.mark.django_db


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
    assert not re.search(r'["\s]/', node["bodyHtml"])
    sizes = blocks[1]["html"].count("http://crema.localhost/media/crema/renditions/")
    assert sizes == 7  # three of each kind, and one for browsers that know neither
    assert 'href="http://crema.localhost/documenti/' in blocks[0]["html"]
    assert blocks[1]["image"]["alt"] == "Vista"
    assert blocks[1]["caption"] == "Oggi"
    assert (blocks[2]["text"], blocks[2]["author"]) == ("Bene", "Anna")
    assert blocks[3]["documents"] == [{"title": "Bando"}]
    assert node["attachments"][0] | {"url": ""} == {
        "title": "Bando", "url": "", "bytes": 8, "mimeType": "application/pdf",
    }  # fmt: skip
    assert node["image"]["url"].startswith("http://crema.localhost/media/crema/renditions/")
    assert (node["image"]["width"], node["image"]["alt"]) == (900, "La piazza")
    srcset = [(source["width"], source["format"]) for source in node["image"]["srcset"]]
    assert srcset == [(width, kind) for width in (160, 480, 900) for kind in ("avif", "webp")]
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
    picture.file.storage.erase(picture.file.name)
    follow()
    query = "query F($c: [String!]!) { feed(comuni: $c) { edges { node { title image { url } } } } }"
    assert app.data(query, c=["crema"])["feed"]["edges"] == [{"node": {"title": "Senza file", "image": None}}]
