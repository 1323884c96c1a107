"""`/sito/<slug>/` of the demonstration: a site on the directory's host, with the prefix on its links."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from django.test import Client

from federation.models import Member
from tests.publishing import republish

LIST = "/novita/notizie/"
PREFIXED = f"/sito/crema{LIST}"


def get(path: str, **headers: str) -> Any:
    return Client().get(path, headers={"Host": "localhost", **headers})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestFromTheCacheAndBesideIt:
    @pytest.mark.parametrize("path", [PREFIXED, "/sito/crema/", f"{PREFIXED}fibra/", "/sito/crema/niente/"])
    def test_its_length_is_that_of_the_page_with_the_prefix(self, notice: Any, crema: Member, path: str) -> None:
        for _ in ("made", "kept"):
            answer = get(path)
            assert b'href="/sito/crema/' in answer.content
            assert int(answer["Content-Length"]) == len(answer.content)

    def test_its_etag_holds_until_the_page_changes(self, notice: Any, crema: Member) -> None:
        first = get(PREFIXED)
        for _ in ("made", "kept"):
            answer = get(PREFIXED, if_none_match=first["ETag"])
            assert (answer.status_code, answer.content) == (304, b"")
        republish(notice, title="Fibra ovunque")
        second = get(PREFIXED, if_none_match=first["ETag"])
        assert second.status_code == 200
        assert second["ETag"] != first["ETag"]

    def test_a_browser_reads_it_to_its_end(self, notice: Any, crema: Member, live_server: Any) -> None:
        for _ in ("made", "kept"):
            answer, body = over_a_socket(live_server.thread.port, PREFIXED)
            assert answer.status == 200
            assert body.rstrip().endswith(b"</html>")


def over_a_socket(port: int, path: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("localhost", port)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_redirect_stays_below_the_prefix(crema: Member) -> None:
    assert get("/sito/crema/novita").headers["Location"] == "/sito/crema/novita/"
