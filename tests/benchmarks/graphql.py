"""The app's endpoint against graphene-django's own view: a list of 100 items with 10 fields each.

No answer is kept by either, and every request has other variables. First both have the same schema and resolvers: the
ratio is that of the views. In the third row everything is read from the database, and the stock view has what
graphene-django's own documentation teaches, object types of models (`graphene_objects`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.benchmarks.italy import Country, some_comuni
from tests.benchmarks.measuring import Cost, Run, measure

TABLE = "The app's list of 100 items × 10 fields, other variables each time"
COMUNI = 30
TIMES = 5
QUERY = """query Feed($comuni: [String!]!, $first: Int!) {
  feed(comuni: $comuni, first: $first) { edges { node {
    id itemId comune type title summary url publishedAt updatedAt ... on News { expiresAt }
  } } } }"""
View = Callable[[HttpRequest], HttpResponse]


def costs(country: Country) -> list[Cost]:
    """There are 100 items on every site."""
    from graphene_django.views import GraphQLView

    from mobile_api.context import Context
    from mobile_api.schema import schema
    from mobile_api.views.endpoint import endpoint
    from tests.benchmarks import graphene_objects

    class StockView(GraphQLView):  # type: ignore[misc]
        def get_context(self, request: HttpRequest) -> Context:
            return Context()

    own, stock = partial(_ask, endpoint, QUERY), partial(_ask, StockView.as_view(schema=schema), QUERY)
    objects = partial(_ask, GraphQLView.as_view(schema=graphene_objects.schema), graphene_objects.QUERY)
    slugs = [comune.slug for comune in some_comuni(country, COMUNI)]

    def runs(ask: Callable[[str], int], *, forgetting: bool) -> list[Run]:
        return [partial(_forget_and, ask, slug) if forgetting else partial(ask, slug) for slug in slugs] * TIMES

    found = []
    for row, theirs, forgetting in (
        ("the process knows the rows", stock, False),
        ("rows are read from the database", stock, True),
        ("stock view with objects of models", objects, True),
    ):
        for slug in slugs:
            own(slug)
        ways = {"own view": runs(own, forgetting=forgetting), "stock view": runs(theirs, forgetting=forgetting)}
        found += measure(TABLE, row, ways)
    return found


def _ask(view: View, query: str, slug: str) -> int:
    body = json.dumps({"query": query, "variables": {"comuni": [slug], "first": 100}})
    response = view(RequestFactory().post("/graphql/", body, content_type="application/json"))
    assert response.status_code == 200, response.content[:300]
    assert response.content.count(b'"title"') == 100
    return len(response.content)


def _forget_and(ask: Callable[[str], int], slug: str) -> int:
    """The process has never heard of that comune."""
    from mobile_api.reading import feeds, sites
    from mobile_api.reading.kept import NewestRows

    feeds.newest_rows = NewestRows()
    sites._known.clear()
    return ask(slug)
