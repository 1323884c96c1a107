"""What citizens and the app are given of one member holds nothing of another, and nothing that is not public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from federation.models import Member, Placement
from tests.tenancy.world import NEEDLE

pytestmark = pytest.mark.django_db


def paths_of(member: Member) -> list[str]:
    """Every address of a member's site, its placements' and its tree's."""
    home = member.site.root_page  # type: ignore[union-attr]
    tree = [path.removeprefix(home.url_path.rstrip("/")) for path in
            Page.objects.descendant_of(home, inclusive=True).values_list("url_path", flat=True)]  # fmt: skip
    placed = Placement.objects.filter(member=member, path__isnull=False).values_list("path", flat=True)
    return [*tree, *filter(None, placed), f"/ricerca/?q={NEEDLE.lower()}"]


def test_a_members_site_shows_nothing_of_another(world: Any) -> None:
    visitor = Client(SERVER_NAME="crema.localhost")
    everywhere = paths_of(world["crema"].member) + paths_of(world["izano"].member)
    told = {path: visitor.get(path).content.decode().lower() for path in everywhere}
    assert "nostropub" in "".join(told.values())
    assert [path for path, text in told.items() if "zqizano" in text or "zqconsorziosec" in text] == []


def test_no_site_shows_what_is_not_public(world: Any) -> None:
    for side in world.values():
        visitor = Client(SERVER_NAME=side.member.hostname)
        told = {path: visitor.get(path).content.decode().lower() for path in paths_of(side.member)}
        assert f"{side.mark}pub" in "".join(told.values())
        assert [path for path, text in told.items() if f"{side.mark}sec" in text.replace(path, "")] == []


def test_the_app_is_told_nothing_that_is_not_public(world: Any) -> None:
    feed = "query ($comuni: [String!]!) { feed(comuni: $comuni, first: 50) { edges { node { title summary } } } }"
    asked = {"query": feed, "variables": {"comuni": ["crema"]}}
    api = Client(SERVER_NAME=settings.API_HOST)
    text = api.post("/graphql/", json.dumps(asked), content_type="application/json").text.lower()
    assert "nostropub" in text
    assert [mark for mark in ("nostrosec", "zqizano", "zqconsorziosec") if mark in text] == []
