"""Whoever is refused something in the admin is in the register, whether the gate refuses it or a view does."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from federation.models import AuditEntry, Member, User
from tests.admin_desk import URLS
from tests.publishing import section_of
from tests.tenancy.test_register import desk_of, person

pytestmark = pytest.mark.django_db

ACTION = "tenancy.refused_address"
AJAX = {"X-Requested-With": "XMLHttpRequest"}


def refused() -> list[tuple[str, str, int]]:
    """Who, what they asked for, how often; oldest first."""
    lines = AuditEntry.objects.filter(action=ACTION).order_by("pk")
    return [(line.person_name, line.data["address"], line.data.get("count", 1)) for line in lines]


@pytest.fixture
def chief(crema: Member) -> User:
    return person(crema, "administrator")


@pytest.fixture
def client(chief: User) -> Client:
    return desk_of(chief).client


def test_who_decides_about_another_members_people_is_in_the_register(
    client: Client, chief: User, crema: Member, izano: Member
) -> None:
    theirs = person(izano, "editor")
    path = f"/admin/persone/{theirs.pk}/"
    assert client.post(f"{path}?ente=izano", {"azione": "togli"}).status_code == 404
    assert refused() == [(chief.username, f"POST {path}", 1)]
    line = AuditEntry.objects.get(action=ACTION)
    assert list(line.members_then.all()) == [crema]
    assert client.get(f"{path}?ente=crema").status_code == 404
    assert refused() == [(chief.username, f"POST {path}", 2)]


@pytest.mark.parametrize("headers", [{}, AJAX])
@pytest.mark.parametrize(
    ("role", "name", "query"),
    [
        ("editor", "federation_register", ""),
        ("editor", "federation_people", "?ente=crema"),
        ("administrator", "federation_inbox", "?ente=izano"),
        ("administrator", "federation_channels", "?ente=izano"),
        ("publisher", "federation_tasks", ""),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_view_refuses_leaves_one_line(
    crema: Member, izano: Member, role: str, name: str, query: str, method: str, headers: dict[str, str]
) -> None:
    curious = person(crema, role, "curiosa")
    path = reverse(name, urlconf=URLS)
    answer = getattr(desk_of(curious).client, method)(f"{path}{query}", headers=headers)
    assert answer.status_code in (302, 403, 404)
    assert refused() == [("curiosa", f"{method.upper()} {path}", 1)]


def test_what_wagtail_refuses_leaves_a_line_too(crema: Member) -> None:
    writer = person(crema, "editor", "bice")
    path = reverse("wagtailadmin_pages:delete", args=[section_of(crema).pk], urlconf=URLS)
    assert desk_of(writer).client.post(path).status_code == 302
    assert refused() == [("bice", f"POST {path}", 1)]


def test_a_wrong_address_is_no_refusal_nor_what_a_sign_in_or_a_cut_off_form_answers(
    client: Client, chief: User, crema: Member
) -> None:
    for path, status in (("/admin/non-esiste/", 404), ("/admin/sicurezza/passkey/999/", 302), ("/media/x.png", 404)):
        assert client.get(path).status_code == status, path
    forger = Client(SERVER_NAME="admin.localhost", enforce_csrf_checks=True)
    forger.force_login(chief)
    assert forger.post("/admin/persone/?ente=crema").status_code == 403
    assert client.get("/").status_code == 302
    assert refused() == []


def test_the_installations_own_people_are_refused_nothing(crema: Member) -> None:
    root = desk_of(User.objects.create_superuser("installatrice")).client
    assert root.get("/admin/persone/?ente=nessuno").status_code == 404
    assert refused() == []


def test_a_request_that_is_answered_asks_no_statement_for_it(client: Client, crema: Member) -> None:
    client.get("/admin/persone/?ente=crema")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/admin/persone/?ente=crema").status_code == 200
    assert not [query for query in captured if "logentry" in query["sql"] or "auditentry" in query["sql"]]
