"""Hostile queries: each is refused with a code, or bounded.

How much work one may cause is counted in calls of functions, which a busy machine does not change; `make bench` tells
the seconds of the dearest ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from federation.models import Member
from mobile_api.documents import _kept
from tests.mobile_api.app import PATH, App, codes_of
from tests.mobile_api.attacks import ATTACKS, Attack, nested

pytestmark = pytest.mark.django_db

CALLS = 300_000  # a tenth of a second to two; the dearest refusal makes 234,000, a plain answer 10,000
QUERIES = 40


@pytest.fixture
def members(crema: Member) -> None:
    """One that could be told of."""


def test_there_are_enough_attacks() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name[:60])
def test_an_attack_is_refused_or_bounded(app: App, members: None, attack: Attack) -> None:
    _kept.cache_clear()
    app.data("{ channels { slug } }")
    with CaptureQueriesContext(connection) as asked, counting_calls() as work:
        answer = app.send(attack.body)

    codes = codes_of(answer)
    assert answer.status_code in (200, 400, 413)
    assert set(codes) <= set(attack.codes), answer.text[:500]
    assert bool(codes) == bool(attack.codes)
    assert len(asked) <= (QUERIES if not codes else 4)
    assert work.calls <= CALLS
    for word in ("Traceback", "graphql/", ".py", "federation_", "Did you mean"):
        assert word not in answer.text


class Work:
    """What was done so far."""

    calls = 0


@contextmanager
def counting_calls() -> Iterator[Work]:
    """Counts the calls of this thread, of functions in Python and in C."""
    work, before = Work(), sys.getprofile()

    def count(frame: FrameType, event: str, argument: object) -> None:
        work.calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize(
    "address",
    [
        "query=%ff%fe", "query={channels{slug}}&query={channels{name}}", "query={channels{slug}}&variables=[",
        "query={channels{slug}}&variables=" + "[" * 5000, "&".join(f"a{n}=1" for n in range(200)), "",
        "query={channels{slug}}&extensions={%22persistedQuery%22:{%22sha256Hash%22:%22../../x%22}}",
        "variables={}", "query={channels{slug}}&variables=NaN",
    ],
    ids=range(9),
)  # fmt: skip
def test_an_address_that_is_no_query_is_refused(app: App, address: str) -> None:
    answer = app.client.get(f"{PATH}?{address}")
    assert (answer.status_code, codes_of(answer)) == (400, ["BAD_REQUEST"])


def test_an_address_of_a_megabyte_is_refused(app: App) -> None:
    answer = app.client.get(PATH + "?query=" + "x" * 1_000_000)
    assert (answer.status_code, codes_of(answer)) == (413, ["TOO_LARGE"])


def test_the_cost_of_what_an_app_really_asks_is_far_below_the_limit(app: App, members: None) -> None:
    """Everything of a hundred changes, and the start of ten comuni, are within it."""
    whole = """{ changes(comuni: ["crema"]) { cursor hasMore nodes { id itemId comune version withdrawn content {
      id itemId comune type title summary url publishedAt updatedAt image { url width height alt srcset { url width } }
      provenance { owner ownerSlug channel { slug } canonicalUrl note } bodyHtml
      ... on News { kind expiresAt } ... on Event { start end address cost } } } } }"""
    app.data(whole)
    start = """query S($c: [String!]!) { startup(comuni: $c) { serverTime channels { slug name owner }
      comuni { id slug name istatCode province population website version features crest { url } brand { primary }
      feed(first: 20) { edges { node { id title summary url image { url } } } } } } }"""
    app.data(start, c=["crema", "izano", "offanengo", *(f"comune-{n}" for n in range(7))])


def test_a_refusal_is_remembered_like_an_answer(app: App) -> None:
    """The same hostile text costs its check once."""
    _kept.cache_clear()
    text = nested("a", 11)
    assert app.codes(text) == app.codes(text) == ["TOO_DEEP"]
    assert _kept.cache_info().hits == 1
