"""The crawled world, built once for each file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from federation.models import Channel, Member, MemberRole, User
from tests.admin_desk import Desk
from tests.conftest import for_a_whole_file, publisher_of
from tests.publishing import publish_news
from tests.tenancy.climbers import ALL_ROLES, person
from tests.tenancy.world import Side, build_side


@pytest.fixture(autouse=True)
def _refusals_are_no_news() -> Iterator[None]:
    """A crawl is refused thousands of times; each would be a line of the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


World = dict[str, Side]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Crema looks; Izano and the consortium are looked for. All of it goes again with the module's transaction."""
    with for_a_whole_file(django_db_blocker):
        consortium = Member.objects.get(slug="consorzio")
        notice = publish_news(
            consortium, title="Fibra", slug="fibra-per-tutti", channels=[Channel.objects.get(slug="banda")]
        )
        yield {
            slug: build_side(
                Member.objects.get(slug=slug),
                with_person="publisher",
                notice=None if slug == "consorzio" else notice,
                marked=slug != "crema",
            )
            for slug in ("crema", "izano", "consorzio")
        }


@pytest.fixture(params=ALL_ROLES, ids=lambda roles: "+".join("-".join(role) for role in roles))
def climber(request: Any, izano: Member, crema: Member, consortium: Member) -> User:
    (slug, role), *more = request.param
    return person(slug, role, *more)


@pytest.fixture
def desk(crema: Member, offanengo: Member, admin_site: Any) -> Desk:
    """Of a person who publishes for Crema and for Offanengo."""
    person = publisher_of(crema, name="segreteria")
    person.groups.add(MemberRole.objects.get(member=offanengo, role="publisher").group)
    return Desk(admin_site(person))
