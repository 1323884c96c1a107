"""What is kept of a comune's newest rows answers as the database would, and never for longer than it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from federation.actions.override import Overrides, override
from federation.actions.withdraw import withdraw
from federation.models import Channel, Member, Placement
from mobile_api.reading import feeds, kept
from mobile_api.reading.kept import NewestRows
from mobile_api.reading.listing import NEWEST, Filters, Listing
from mobile_api.reading.sites import sites_of_comuni
from tests.mobile_api.app import App
from tests.publishing import placement_of, publish_event, publish_news, republish

FEED = "query F($c: [String!]!) { feed(comuni: $c, first: 100) { edges { node { title } } } }"


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "newest_rows", NewestRows())


def titles(app: App, *comuni: str) -> list[str]:
    return [edge["node"]["title"] for edge in app.data(FEED, c=list(comuni))["feed"]["edges"]]


@pytest.mark.django_db
@pytest.mark.parametrize("kept_rows", [5, *(pytest.param(rows, marks=pytest.mark.ci) for rows in (2, 150))])
def test_both_ways_give_the_same_pages(
    consortium: Member, crema: Member, izano: Member, channel: Channel, monkeypatch: pytest.MonkeyPatch, kept_rows: int
) -> None:
    monkeypatch.setattr(kept, "KEPT_ROWS", kept_rows)
    monkeypatch.setattr(feeds, "KEPT_ROWS", kept_rows)
    for n in range(4):
        page = publish_news(consortium, title=f"Avviso {n}", channels=[channel])
        publish_news(crema, title=f"Crema {n}")
        publish_event(izano, title=f"Izano {n}", start=timezone.now())
        override(placement_of(page, izano).pk, overrides=Overrides(title=f"Da noi {n}"), user=None)
    withdraw(page.pk, user=None)
    answered = 0
    for slugs in (["crema"], ["izano"], ["crema", "izano"], ["izano", "crema"]):
        sites = sites_of_comuni(slugs)
        for kinds in (None, ("news",), ("event",), ()):
            after = None
            for first in (1, 3, 100):
                listing = Listing(Filters(kinds=kinds), NEWEST, first, after, timezone.now())
                from_items = feeds._from_items(listing, sites)
                from_kept = feeds._from_kept(listing, sites)
                assert from_kept is None or [row.pk for row in from_kept] == [row.pk for row in from_items]
                answered += from_kept is not None
                after = (from_items[0].published_at, from_items[0].item_uuid) if from_items else after
    assert answered == 48 or kept_rows < 150
    assert answered > 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_second_question_costs_the_clock_alone_until_something_changes(
    app: App, notice: Any, crema: Member, izano: Member
) -> None:
    assert titles(app, "crema") == ["Fibra a Crema"]
    with CaptureQueriesContext(connection) as asked:
        assert titles(app, "crema") == ["Fibra a Crema"]
    assert len(asked) == 1
    changes: list[tuple[Callable[[], None], list[str]]] = [
        (lambda: override(placement_of(notice, crema).pk, overrides=Overrides(title="Da noi"), user=None), ["Da noi"]),
        (lambda: withdraw(notice.pk, user=None), []),
        (lambda: republish(notice), ["Da noi"]),
        (lambda: republish(notice, summary="Altro"), ["Da noi"]),
    ]
    for change, expected in changes:
        change()
        assert titles(app, "crema") == titles(app, "crema") == expected
    assert titles(app, "izano", "crema") == ["Fibra a Crema"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_expires_is_gone_though_it_is_kept(app: App, notice: Any, crema: Member) -> None:
    republish(notice, expire_at=timezone.now() + timedelta(days=1))
    assert titles(app, "crema") == ["Fibra a Crema"]
    (newest,) = feeds.newest_rows.of(sites_of_comuni(["crema"]), read=lambda missing: pytest.fail("was not kept"))
    (content,) = newest.contents
    content.expires_at = timezone.now() - timedelta(seconds=1)
    assert titles(app, "crema") == []


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept(app: App, notice: Any, crema: Member) -> None:
    assert titles(app, "crema") == ["Fibra a Crema"]
    Placement.objects.filter(member=crema).update(title_shown="Di nascosto")
    assert titles(app, "crema") == ["Di nascosto"]
