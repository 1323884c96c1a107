"""The app's endpoint against graphene-django's own view: one schema, a list of 100 items with 10 fields each.

No answer is kept by either, and every request has other variables. Both use the same resolvers and read model, so the
ratio is that of the views: documents parsed and checked once, and fields read straight from rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from federation.models import Member
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, measure
from tests.publishing import publish_news

ITEMS = 100
COMUNI = 20
QUERY = """query Feed($comuni: [String!]!, $first: Int!) {
  feed(comuni: $comuni, first: $first) { edges { node {
    id itemId comune type title summary url publishedAt updatedAt ... on News { expiresAt }
  } } } }"""


def costs(country: Country, *, members: int, times: int) -> list[Cost]:
    """`own` and `stock` for comuni that the process knows, `own, first` and `stock, first` for those it does not."""
    from graphene_django.views import GraphQLView

    from mobile_api.context import Context
    from mobile_api.reading import feeds
    from mobile_api.reading.kept import NewestRows
    from mobile_api.schema import schema
    from mobile_api.views.endpoint import endpoint

    class StockView(GraphQLView):  # type: ignore[misc]
        def get_context(self, request: HttpRequest) -> Context:
            return Context()

    _fill(country)
    slugs = list(_comuni(country).values_list("slug", flat=True)[:COMUNI])
    found = []
    for way, view in (("own", endpoint), ("stock", StockView.as_view(schema=schema))):
        feeds.newest_rows = NewestRows()
        found.append(measure("graphql 1st", way, members=members, runs=_runs(view, slugs)))
        found.append(measure("graphql", way, members=members, runs=_runs(view, slugs) * times))
    return found


def _comuni(country: Country) -> Any:
    return Member.objects.exclude(pk=country.consortium.pk).order_by("pk")


def _fill(country: Country) -> None:
    for number in range(ITEMS):
        publish_news(
            country.consortium,
            title=f"Avviso numero {number} del consorzio",
            summary="Una frase che dice di che cosa si tratta.",
            channels=[country.channel],
        )


def _runs(view: Callable[..., HttpResponse], slugs: list[str]) -> list[Callable[[], object]]:
    requests = RequestFactory()
    bodies = [json.dumps({"query": QUERY, "variables": {"comuni": [slug], "first": ITEMS}}) for slug in slugs]
    return [partial(_ask, view, requests, body) for body in bodies]


def _ask(view: Callable[..., HttpResponse], requests: RequestFactory, body: str) -> None:
    response = view(requests.post("/graphql/", body, content_type="application/json"))
    assert response.status_code == 200, response.content[:300]
    assert response.content.count(b'"title"') == ITEMS
