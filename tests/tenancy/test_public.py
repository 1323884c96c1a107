"""What citizens and the app are given of one member holds nothing of another, and nothing that is not public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from federation.models import Member, MemberDocument, MemberImage, Placement
from tests.conftest import publisher_of
from tests.files import close
from tests.tenancy.world import NEEDLE

pytestmark = pytest.mark.django_db


def paths_of(member: Member) -> list[str]:
    """Every address of a member's site, its placements' and its tree's."""
    home = member.site.root_page  # type: ignore[union-attr]
    tree = [path.removeprefix(home.url_path.rstrip("/")) for path in
            Page.objects.descendant_of(home, inclusive=True).values_list("url_path", flat=True)]  # fmt: skip
    placed = Placement.objects.filter(member=member, path__isnull=False).values_list("path", flat=True)
    return [*tree, *filter(None, placed), f"/ricerca/?q={NEEDLE.lower()}"]


@pytest.mark.ci
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


def test_no_site_hands_out_a_file_that_it_does_not_show(world: Any) -> None:
    """Neither another member's nor its own: original, preview and document, at each host."""
    for owner in world.values():
        image, document = owner.shown[MemberImage], owner.shown[MemberDocument]
        preview = image.renditions.first()
        files = [f"/media/{image.file.name}", f"/media/{preview.file.name}", document.url, f"{document.url}/"]
        for host in ("crema.localhost", "izano.localhost", settings.API_HOST):
            answers = {path: Client(SERVER_NAME=host).get(path).status_code for path in files}
            assert set(answers.values()) <= {404, 410, 421}, (host, answers)


def test_the_admins_host_hands_out_files_to_who_may_use_them(world: Any, admin_site: Any) -> None:
    client = admin_site(publisher_of(world["crema"].member, name="apre"))
    for owner, expected in (("crema", 200), ("izano", 404), ("consorzio", 404)):
        image, document = world[owner].shown[MemberImage], world[owner].shown[MemberDocument]
        for path in (f"/media/{image.file.name}", f"/media/{image.renditions.first().file.name}", document.url):
            answer = client.get(path)
            assert answer.status_code == expected, path
            close(answer)


def test_the_app_is_told_nothing_that_is_not_public(world: Any) -> None:
    feed = "feed(comuni: $comuni, first: 50) { edges { node { title summary bodyHtml provenance { note } } } }"
    changes = "changes(comuni: $comuni, first: 50) { nodes { comune content { title summary } } }"
    start = "startup(comuni: $comuni) { comuni { name features } channels { name } }"
    api = Client(SERVER_NAME=settings.API_HOST)
    text = ""
    for query in (feed, changes, start):
        asked = {"query": f"query ($comuni: [String!]!) {{ {query} }}", "variables": {"comuni": ["crema"]}}
        answer = api.post("/graphql/", json.dumps(asked), content_type="application/json").text.lower()
        assert '"errors"' not in answer, answer
        text += answer
    assert "nostropub" in text
    assert [mark for mark in ("nostrosec", "zqizano", "zqconsorziosec") if mark in text] == []
