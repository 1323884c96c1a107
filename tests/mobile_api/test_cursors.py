"""Whoever changes a cursor, or brings it to another list, is refused with a code; nothing breaks."""

from __future__ import annotations

import random
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest

from mobile_api import cursors
from tests.mobile_api.app import App
from tests.publishing import publish_news

pytestmark = pytest.mark.django_db

FEED = """query F($comuni: [String!]!, $after: String, $first: Int, $types: [ContentType!]) {
  feed(comuni: $comuni, after: $after, first: $first, types: $types) {
    edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }"""
COMUNI = """query C($after: String, $search: String) {
  comuni(first: 1, after: $after, search: $search) { edges { cursor node { slug } } pageInfo { hasNextPage endCursor } }
}"""
OF_ONE = """query O($slug: String!, $after: String) { comune(slug: $slug) { feed(first: 1, after: $after) {
  edges { cursor node { title } } } } }"""


@pytest.fixture
def cursor(app: App, notice: Any, crema: Any) -> str:
    publish_news(crema, title="Nostra")
    edges = app.data(FEED, comuni=["crema"], first=1)["feed"]["edges"]
    return str(edges[0]["cursor"])


def test_a_cursor_leads_on(app: App, cursor: str) -> None:
    page = app.data(FEED, comuni=["crema"], after=cursor)["feed"]
    assert [edge["node"]["title"] for edge in page["edges"]] == ["Fibra a Crema"]
    assert page["pageInfo"]["hasPreviousPage"] is True
    assert page["pageInfo"]["hasNextPage"] is False


def test_a_cursor_with_a_changed_letter_is_refused(app: App, cursor: str) -> None:
    answers = {}
    for seed in range(20):
        chance = random.Random(seed)
        raw = bytearray(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        changed = urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
        answers[changed] = app.codes(FEED, comuni=["crema"], after=changed)
    assert {changed: codes for changed, codes in answers.items() if codes != ["INVALID_CURSOR"]} == {}


def test_what_is_no_cursor_is_refused(app: App, notice: Any) -> None:
    changes = 'query C($since: String) { changes(comuni: ["crema"], since: $since) { cursor } }'
    for value in ("", "x", "é", "=", "a" * 501, "AAAA", "../../etc/passwd", "' OR 1=1 --"):
        assert app.codes(FEED, comuni=["crema"], after=value) == ["INVALID_CURSOR"], value
        assert app.codes(changes, since=value) == ["INVALID_CURSOR"], value


def test_a_cursor_is_good_for_its_own_list_only(app: App, cursor: str) -> None:
    assert app.codes(FEED, comuni=["izano"], after=cursor) == ["CURSOR_OF_OTHER_COMUNI"]
    assert app.codes(FEED, comuni=["crema"], types=["NEWS"], after=cursor) == ["CURSOR_OF_OTHER_COMUNI"]
    assert app.codes(COMUNI, after=cursor) == ["INVALID_CURSOR"]
    changes = 'query C($since: String) { changes(comuni: ["crema"], since: $since) { cursor } }'
    assert app.codes(changes, since=cursor) == ["INVALID_CURSOR"]
    of_one = app.data(OF_ONE, slug="crema")["comune"]["feed"]["edges"][0]["cursor"]
    assert app.codes(OF_ONE, slug="izano", after=of_one) == ["CURSOR_OF_OTHER_COMUNI"]


def test_cursors_of_comuni_walk_all_of_them_once(app: App, crema: Any, izano: Any, offanengo: Any) -> None:
    found, after = [], None
    while True:
        page = app.data(COMUNI, after=after)["comuni"]
        found += [edge["node"]["slug"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == ["crema", "izano", "offanengo"]
    assert app.codes(COMUNI, after=after, search="a") == ["CURSOR_OF_OTHER_COMUNI"]


def test_a_cursor_outlives_the_change_of_the_secret_key_by_its_fallback(settings: Any) -> None:
    sealed = cursors.seal("feed", 1)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert cursors.unseal("feed", sealed) == [1]
