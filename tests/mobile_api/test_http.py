"""GET and POST, JSON only, persisted queries, ETag, and no cookie anywhere."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from federation.models import Member
from mobile_api import limits
from tests.mobile_api.app import PATH, App, codes_of

pytestmark = pytest.mark.django_db
FEED = "query F($comuni: [String!]!) { feed(comuni: $comuni) { edges { node { title } } } }"
STARTUP = "query S($comuni: [String!]!) { startup(comuni: $comuni) { serverTime again: serverTime comuni { name } } }"


def test_get_and_post_answer_the_same(app: App, notice: Any) -> None:
    asked, posted = app.get(FEED, comuni=["crema"]), app.post(FEED, comuni=["crema"])
    assert asked.status_code == posted.status_code == 200
    assert asked.content == posted.content
    assert asked.json()["data"]["feed"]["edges"] == [{"node": {"title": "Fibra a Crema"}}]
    assert asked.headers["Content-Type"] == posted.headers["Content-Type"] == "application/json"


def test_no_answer_sets_or_depends_on_a_cookie(app: App, notice: Any) -> None:
    answers = [
        app.get(FEED, comuni=["crema"]), app.post(FEED, comuni=["crema"]), app.post("{ nope }"), app.send("[]"),
        app.client.put(PATH), app.client.get("/"),
    ]  # fmt: skip
    for answer in answers:
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["ETag"]
        assert answer.headers["Content-Type"] == "application/json"


def test_a_cookie_and_a_missing_csrf_token_make_no_difference(notice: Any, consortium_publisher: Any) -> None:
    client = Client(SERVER_NAME="api.localhost", enforce_csrf_checks=True)
    client.force_login(consortium_publisher)
    body = json.dumps({"query": FEED, "variables": {"comuni": ["crema"]}})
    assert client.post(PATH, body, content_type="application/json").status_code == 200


def test_an_answer_that_did_not_change_is_not_sent_again(app: App, notice: Any, crema: Member) -> None:
    first = app.get(FEED, comuni=["crema"])
    again = app.get(FEED, comuni=["crema"], headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    other = app.get(FEED, comuni=["izano", "nessuno"], headers={"If-None-Match": '"x", W/"y"'})
    assert other.status_code == 200


def test_the_servers_time_is_written_in_and_changes_no_etag(app: App, crema: Member) -> None:
    first = app.get(STARTUP, comuni=["crema"])
    times = first.json()["data"]["startup"]
    assert times["serverTime"] == times["again"]
    assert times["serverTime"].startswith("20")
    second = app.get(STARTUP, comuni=["crema"], headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304
    third = app.get(STARTUP, comuni=["crema"]).json()["data"]["startup"]
    assert third["serverTime"] > times["serverTime"]


def test_the_api_answers_on_its_own_host_and_nothing_else_does_there(app: App, crema: Member, visit: Any) -> None:
    assert app.client.get("/").status_code == 404
    assert codes_of(app.client.get("/novita/")) == ["NOT_FOUND"]
    assert visit(crema, PATH).status_code == 404
    assert Client(SERVER_NAME="localhost").get(PATH, {"query": "{ channels { slug } }"}).status_code == 200


# --- persisted queries ---------------------------------------------------------------------------------------


def persisted(query: str, **variables: Any) -> dict[str, Any]:
    digest = hashlib.sha256(query.encode()).hexdigest()
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}, "variables": variables}


def test_a_persisted_query_is_asked_for_once_and_then_known_by_its_hash(app: App, notice: Any) -> None:
    hash_only = persisted(FEED, comuni=["crema"])
    unknown = app.send(hash_only)
    assert (unknown.status_code, codes_of(unknown)) == (200, ["PERSISTED_QUERY_NOT_FOUND"])
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert app.send({**hash_only, "query": FEED}).status_code == 200
    known = app.send(hash_only)
    by_address = app.client.get(PATH, {name: json.dumps(value) for name, value in hash_only.items()})
    assert known.content == by_address.content == app.post(FEED, comuni=["crema"]).content


def test_a_hash_that_is_not_the_querys_is_refused(app: App) -> None:
    body = persisted(FEED) | {"query": "{ channels { slug } }"}
    assert codes_of(app.send(body)) == ["PERSISTED_QUERY_MISMATCH"]
    assert codes_of(app.send(persisted(FEED))) == ["PERSISTED_QUERY_NOT_FOUND"]


def test_what_is_no_valid_query_is_not_remembered(app: App) -> None:
    body = persisted("{ nope }") | {"query": "{ nope }"}
    assert codes_of(app.send(body)) == ["GRAPHQL_VALIDATION_FAILED"]
    assert codes_of(app.send(persisted("{ nope }"))) == ["PERSISTED_QUERY_NOT_FOUND"]


# --- what is refused before it is a query -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/graphql", ""],
)
def test_only_json_is_taken(app: App, content_type: str) -> None:
    answer = app.client.post(PATH, json.dumps({"query": FEED}), content_type=content_type)
    assert (answer.status_code, codes_of(answer)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(app: App, method: str) -> None:
    answer = getattr(app.client, method)(PATH)
    assert (answer.status_code, codes_of(answer)) == (405, ["METHOD_NOT_ALLOWED"])
    assert answer.headers["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"null", b"7", b'"{ channels { slug } }"', b"{", b'{"query": NaN}', b'{"query": 7}', b"\xff\xfe{}", b"{}",
        b'{"query": ""}', b'{"query": "{ channels { slug } }", "variables": []}',
        b'{"query": "{ channels { slug } }", "operationName": 7}',
        b'{"query": "{ channels { slug } }", "extensions": 7}',
        b'{"query": "{ channels { slug } }", "extensions": {"persistedQuery": 7}}',
        b'{"query": "{ channels { slug } }", "extensions": {"persistedQuery": {"sha256Hash": "x"}}}',
        b'{"query": "{ a\\ud800 }"}',
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused(app: App, body: bytes) -> None:
    answer = app.send(body)
    assert (answer.status_code, codes_of(answer)) == (400, ["BAD_REQUEST"])


def test_a_body_may_be_64_kibibytes_long_and_no_longer(app: App) -> None:
    def padded(length: int) -> bytes:
        start = b'{"query": "{ channels { slug } }", "padding": "'
        return start + b"x" * (length - len(start) - 2) + b'"}'

    assert app.send(padded(limits.BODY_BYTES)).status_code == 200
    answer = app.send(padded(limits.BODY_BYTES + 1))
    assert (answer.status_code, codes_of(answer)) == (413, ["TOO_LARGE"])


def test_what_breaks_inside_is_logged_and_told_to_nobody(
    app: App, notice: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A row whose JSON is no object cannot be shown; the answer says only that."""
    from federation.models import Placement

    Placement.objects.filter(member__slug="crema").update(overrides=["secret"])
    answer = app.post(FEED, comuni=["crema"])
    assert (answer.status_code, codes_of(answer)) == (200, ["INTERNAL"])
    assert answer.json()["data"] is None
    assert "secret" not in answer.text
    assert "attribute" not in answer.text
    assert "AttributeError" in caplog.text
