"""How many queries an answer costs: as many for ten items, or ten comuni, as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from federation.models import Brand, Channel, Member
from tests.conftest import new_member
from tests.mobile_api.app import App
from tests.mobile_api.pictures import make_image
from tests.publishing import publish_event, publish_news

pytestmark = pytest.mark.django_db

CONTENT = """id itemId comune type title summary url publishedAt updatedAt image { url srcset { url } } topics { slug }
  provenance { owner ownerSlug channel { slug } canonicalUrl note } bodyHtml"""
FLAT = "id itemId comune type title summary url publishedAt updatedAt"


# Questions about items, and how many queries each costs.
OF_ITEMS = {
    # comuni and clock; rows
    "feed": (f'{{ feed(comuni: ["crema"], first: 100) {{ edges {{ cursor node {{ {FLAT} }} }} }} }}', 2),
    # and who shows each; how many there are
    "feed with counts": (
        f'{{ feed(comuni: ["crema"], first: 100) {{ totalCount edges {{ comuni node {{ {FLAT} }} }} }} }}',
        4,
    ),
    # comuni and clock; rows; images; owners; channels of news, of events, their names;
    # addresses of originals; pages of news and of events
    "everything of a feed": (f'{{ feed(comuni: ["crema"], first: 100) {{ edges {{ node {{ {CONTENT} }} }} }} }}', 10),
    # members; clock; changed rows; comuni; rows; and the same as above
    "everything of changes": (f'{{ changes(comuni: ["crema"]) {{ nodes {{ id content {{ {CONTENT} }} }} }} }}', 13),
    # comuni; rows; what events have
    "events of a feed": (
        f'{{ feed(comuni: ["crema"], first: 100) {{ edges {{ node {{ {FLAT} ... on Event {{ address cost }} }} }} }} }}',
        3,
    ),
    # the comune; rows
    "feed of one": (f'{{ comune(slug: "crema") {{ feed(first: 100) {{ edges {{ node {{ {FLAT} }} }} }} }} }}', 2),
    "events of one": (
        f'{{ comune(slug: "crema") {{ events(first: 100) {{ edges {{ node {{ {FLAT} start }} }} }} }} }}',
        2,
    ),
}


@pytest.fixture
def fill(consortium: Member, crema: Member, channel: Channel) -> Callable[[int], None]:
    """As many own and received news and events, each with a picture and a text."""
    ours, theirs = make_image(crema), make_image(consortium)
    body = [("paragraph", "<p>Testo</p>")]

    def publish(count: int) -> None:
        for n in range(count):
            publish_news(crema, title=f"Nostra {n}", image=ours, body=body)
            publish_news(consortium, title=f"Loro {n}", image=theirs, body=body, channels=[channel])
            publish_event(crema, title=f"Festa {n}", start=timezone.now() + timedelta(days=1), image=ours, body=body)

    return publish


@pytest.mark.parametrize("n", [1, pytest.param(10, marks=pytest.mark.ci)])
def test_an_answer_costs_as_many_queries_for_ten_items_as_for_one(
    app: App, fill: Callable[[int], None], django_assert_num_queries: Any, n: int
) -> None:
    fill(n)
    for name, (query, queries) in OF_ITEMS.items():
        with django_assert_num_queries(queries, info=name):
            app.data(query)


@pytest.mark.parametrize("n", [1, pytest.param(10, marks=pytest.mark.ci)])
def test_a_start_costs_as_many_queries_for_ten_comuni_as_for_one(
    app: App, consortium: Member, channel: Channel, django_assert_num_queries: Any, n: int
) -> None:
    slugs = [f"comune-{number}" for number in range(n)]
    for slug in slugs:
        member = new_member(slug)
        Brand.objects.filter(member=member).update(crest=make_image(member))
    publish_news(consortium, title="Avviso", channels=[channel])
    query = """query S($c: [String!]!) { startup(comuni: $c) { serverTime channels { slug }
      comuni { id name brand { primary } crest { url } feed(first: 5) { totalCount edges { node { title } } } } } }"""
    with django_assert_num_queries(6):  # comuni; channels; crests, images; rows of all, their counts
        data = app.data(query, c=slugs)
    assert [comune["feed"]["totalCount"] for comune in data["startup"]["comuni"]] == [1] * n


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("{ channels { slug } }", 1),
        ('{ comune(slug: "crema") { name version brand { primary } } }', 1),
        ("{ comuni { totalCount edges { cursor node { name version brand { primary } } } } }", 2),
        ('{ node(id: "x") { id } }', 0),
        ("{ feed(comuni: []) { totalCount edges { node { id } } } }", 0),
        ("{ __schema { types { name } } }", 0),
    ],
)
def test_small_questions_are_cheap(
    app: App, crema: Member, django_assert_num_queries: Any, query: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        app.data(query)
