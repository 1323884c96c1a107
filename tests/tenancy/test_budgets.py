"""What the screens that everybody opens first ask of the database, with many members and with few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail.search.index import insert_or_update_object

from federation.models import Member, MemberRole, User
from federation.tenancy.reach import reach_of
from tests.admin_desk import URLS
from tests.conftest import new_member
from tests.files import image_of
from tests.publishing import publish_news, section_of

pytestmark = pytest.mark.django_db

# Six say who asks: session, person with profile, rights, roles, rights on pages and on collections.
# `tests/benchmarks/admin.py` measures the same screens with 64 members and 10,000 pages.
BUDGETS = {"dashboard": 12, "explorer": 14, "section": 14, "page search": 14, "image chooser": 13}
SCREENS = {
    "dashboard": ("wagtailadmin_home", {}),
    "explorer": ("wagtailadmin_explore", {}),
    "section": ("wagtailadmin_explore", {}),
    "page search": ("wagtailadmin_pages:search", {"q": "fibra"}),
    "image chooser": ("wagtailimages_chooser:choose", {}),
}


@pytest.mark.ci
def test_the_first_screens_cost_the_same_however_many_members_and_pages_there_are(
    consortium: Member, crema: Member, notice: Any
) -> None:
    people = []
    for member in (consortium, crema):
        people.append(User.objects.create_user(f"redazione-{member.slug}"))
        people[-1].groups.add(MemberRole.objects.get(member=member, role="publisher").group)
        work(people[-1], member)
    few = {(user.username, screen): queries(user, screen) for user in people for screen in SCREENS}
    for number in range(6):
        publish_news(new_member(f"ente{number}"), title="Fibra")
        for person, member in zip(people, (consortium, crema), strict=True):
            work(person, member)
    many = {(user.username, screen): queries(user, screen) for user in people for screen in SCREENS}
    for (name, screen), asked in many.items():
        assert len(asked) <= len(few[name, screen]) <= BUDGETS[screen], "\n".join([name, screen, *asked])


def work(person: User, member: Member) -> None:
    """One page more for all screens, and one image."""
    page = publish_news(member, title="Fibra")
    PageLogEntry.objects.log_action(page, "wagtail.edit", user=person)
    insert_or_update_object(page)
    image_of(member)


def queries(user: User, screen: str) -> list[str]:
    """The statements of the second visit, without those of the session and of what Wagtail keeps in its caches."""
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(user)
    name, asked = SCREENS[screen]
    [member] = reach_of(user).members
    if screen == "section":
        args = [section_of(member).pk]
    elif screen == "explorer":
        args = [Page.get_first_root_node().pk if reach_of(user).everything else member.site.root_page_id]  # type: ignore[union-attr]
    else:
        args = []
    url = reverse(name, args=args, urlconf=URLS)
    client.get(url, asked, follow=True)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, asked, follow=True)
    assert response.status_code == 200
    if screen not in ("explorer", "image chooser"):
        assert "Fibra" in response.content.decode()
    return [query["sql"][:300] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
