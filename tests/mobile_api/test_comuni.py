"""Comuni: the start of the app, how they are found, their events."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from federation.models import Brand, Member
from mobile_api.ids import global_id
from tests.mobile_api.app import App
from tests.mobile_api.pictures import make_image
from tests.publishing import publish_event, publish_news

pytestmark = pytest.mark.django_db


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
    assert (first["crest"]["width"], first["crest"]["alt"], second["crest"]) == (160, "", None)
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
