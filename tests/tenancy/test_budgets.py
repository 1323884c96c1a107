"""What the screens that everybody opens first ask of the database, with many members and with few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from federation.models import Member, MemberRole, User
from federation.tenancy.reach import reach_of
from tests.admin_desk import URLS
from tests.conftest import new_member
from tests.publishing import publish_news

pytestmark = pytest.mark.django_db

# Nearly all of it is Wagtail's own; the gate and the roles add two or three. The numbers are held where they are.
BUDGETS = {"dashboard": 24, "explorer": 38, "page search": 17, "image chooser": 15}
SCREENS = {
    "dashboard": ("wagtailadmin_home", {}),
    "explorer": ("wagtailadmin_explore", {}),
    "page search": ("wagtailadmin_pages:search", {"q": "fibra"}),
    "image chooser": ("wagtailimages_chooser:choose", {}),
}


def test_the_first_screens_cost_the_same_however_many_members_there_are(
    consortium: Member, crema: Member, notice: Any
) -> None:
    people = []
    for member in (consortium, crema):
        people.append(User.objects.create_user(f"redazione-{member.slug}"))
        people[-1].groups.add(MemberRole.objects.get(member=member, role="publisher").group)
    few = {(user.username, screen): queries(user, screen) for user in people for screen in SCREENS}
    for number in range(6):
        publish_news(new_member(f"ente{number}"), title="Fibra")
    many = {(user.username, screen): queries(user, screen) for user in people for screen in SCREENS}
    for (name, screen), asked in many.items():
        assert len(asked) <= len(few[name, screen]) <= BUDGETS[screen], "\n".join([name, screen, *asked])


def queries(user: User, screen: str) -> list[str]:
    """The statements of the second visit, without those of the session and of what Wagtail keeps in its caches."""
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(user)
    name, asked = SCREENS[screen]
    root = Page.get_first_root_node() if reach_of(user).everything else reach_of(user).members[0].site.root_page  # type: ignore[union-attr]
    url = reverse(name, args=[root.pk] if name == "wagtailadmin_explore" else [], urlconf=URLS)
    client.get(url, asked, follow=True)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, asked, follow=True)
    assert response.status_code == 200
    return [query["sql"][:300] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
