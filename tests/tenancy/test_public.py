"""What citizens and the app are given of one member holds nothing of another, and nothing that is not public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from federation.models import Member, MemberDocument, MemberImage, Placement
from mobile_api.ids import global_id
from tests.conftest import publisher_of
from tests.files import close
from tests.tenancy.crawling import heard
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
@pytest.mark.parametrize(
    ("slug", "marks"),
    [
        ("crema", ("zqizano", "zqconsorziosec")),
        ("izano", ("nostro", "zqconsorziosec")),
        ("consorzio", ("nostro", "zqizano")),
    ],
)
def test_a_members_site_shows_nothing_of_another(world: Any, slug: str, marks: tuple[str, ...]) -> None:
    """At no address, of nobody's: not in the page, not where it sends one, not in a header."""
    visitor = Client(SERVER_NAME=world[slug].member.hostname)
    everywhere = [path for side in world.values() for path in paths_of(side.member)]
    told = {path: heard(visitor.get(path)).replace(path.lower(), "") for path in everywhere}
    assert f"{world[slug].mark}pub" in "".join(told.values())
    assert [path for path, text in told.items() if any(mark in text for mark in marks)] == []


def test_no_site_shows_what_is_not_public(world: Any) -> None:
    for side in world.values():
        visitor = Client(SERVER_NAME=side.member.hostname)
        told = {path: heard(visitor.get(path)) for path in paths_of(side.member)}
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


@pytest.mark.parametrize(
    ("slug", "foreign"), [("crema", ("zqizano", "zqconsorziosec")), ("izano", ("nostro", "zqconsorziosec"))]
)
def test_the_app_is_told_nothing_that_is_not_public(world: Any, slug: str, foreign: tuple[str, ...]) -> None:
    """Of the member asked for, nor of any other."""
    feed = "feed(comuni: $comuni, first: 50) { edges { node { title summary bodyHtml provenance { note } } } }"
    changes = "changes(comuni: $comuni, first: 50) { nodes { comune content { title summary } } }"
    start = "startup(comuni: $comuni) { comuni { name features } channels { name } }"
    text = "".join(
        asked(f"query ($comuni: [String!]!) {{ {query} }}", comuni=[slug]) for query in (feed, changes, start)
    )
    assert f"{world[slug].mark}pub" in text
    assert [mark for mark in (f"{world[slug].mark}sec", *foreign) if mark in text] == []


def test_no_id_of_whatever_kind_gives_away_what_is_not_public(world: Any) -> None:
    """Those of all placements, and numbers of every row that was made, as if they were a placement's."""
    numbers = {row.pk for side in world.values() for row in side.shown.values() if isinstance(row.pk, int)}
    numbers |= set(Placement.objects.values_list("pk", flat=True))
    numbers |= {page.pk for side in world.values() for page in side.pages}
    query = "query ($id: ID!) { node(id: $id) { __typename ... on Content { comune title summary bodyHtml } } }"
    text = "".join(
        asked(query, id=global_id(kind, number)) for kind in ("News", "Event", "Comune") for number in sorted(numbers)
    )
    assert all(f"{world[slug].mark}pub" in text for slug in ("crema", "izano"))
    assert [side.mark for side in world.values() if f"{side.mark}sec" in text] == []


def asked(query: str, **variables: Any) -> str:
    """What the app is answered, in small letters."""
    body = json.dumps({"query": query, "variables": variables})
    answer = Client(SERVER_NAME=settings.API_HOST).post("/graphql/", body, content_type="application/json")
    assert '"errors"' not in answer.text, answer.text
    return answer.text.lower()
