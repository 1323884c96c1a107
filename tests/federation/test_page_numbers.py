"""`?pagina=`: one address for each page of a list, and nothing of what else is typed there stays in the page cache."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import EventPage, NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Member
from tests.caches import stored_values
from tests.federation.test_page_cache import queries_of
from tests.publishing import import_pages, republish, section_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LIST, CALENDAR, EMPTY = "/novita/notizie/", "/vivere-il-comune/eventi/", "/novita/comunicati/"
SENSELESS = ("", "0", "1", "01", "02", "-1", "+2", "2.0", " 2", "x", "٣", "²", "2%00", "9" * 20)


@pytest.fixture
def two_pages(crema: Member, monkeypatch: pytest.MonkeyPatch) -> Member:
    """Of news and of events."""
    monkeypatch.setattr("cms.presenters.section.PER_PAGE", 2)
    import_pages(section_of(crema), (NewsPage(title=f"Notizia {number}") for number in range(3)))
    import_pages(
        section_of(crema, "eventi"), (EventPage(title=f"Evento {number}", start=timezone.now()) for number in range(3))
    )
    return crema


def get(member: Member, path: str) -> Any:
    return Client(SERVER_NAME=member.hostname or "").get(path)


def leads_to(member: Member, path: str) -> str:
    """Where it leads for this time; empty for a page that is shown."""
    answer = get(member, path)
    assert answer.status_code in (200, 302)
    return str(answer.headers.get("Location", ""))


@pytest.mark.parametrize("path", [LIST, CALENDAR])
def test_every_page_of_a_list_has_one_address(two_pages: Member, path: str) -> None:
    for address in (path, f"{path}?pagina=2"):
        assert leads_to(two_pages, address) == ""
        assert queries_of(two_pages, address) == 1
    assert get(two_pages, path).content != get(two_pages, f"{path}?pagina=2").content
    for typed in SENSELESS:
        assert leads_to(two_pages, f"{path}?pagina={typed}") == path, typed
    assert leads_to(two_pages, f"{path}?pagina=2&pagina=2") == path
    for beyond in (3, 9999, 999999):
        assert leads_to(two_pages, f"{path}?pagina={beyond}") == f"{path}?pagina=2"


def test_the_first_page_is_linked_without_a_number(two_pages: Member) -> None:
    assert 'href="?pagina=2"' in get(two_pages, LIST).text
    second = get(two_pages, f"{LIST}?pagina=2").text
    assert 'href="./"' in second
    assert "pagina=1" not in second


def test_an_empty_list_and_one_of_one_page_lead_to_themselves_once(notice: Any, crema: Member) -> None:
    for path in (LIST, EMPTY):
        assert leads_to(crema, path) == ""
        for typed in (*SENSELESS, "2", "77"):
            assert leads_to(crema, f"{path}?pagina={typed}") == path


@pytest.mark.parametrize("path", ["/", "/novita/", f"{LIST}fibra/"])
def test_what_is_no_list_has_one_address(notice: Any, crema: Member, path: str) -> None:
    for typed in ("2", "x"):
        assert leads_to(crema, f"{path}?pagina={typed}&utm_source=x") == path


def test_what_is_gone_or_moved_has_one_answer(notice: Any, consortium: Member, crema: Member) -> None:
    republish(notice, slug="banda")
    assert leads_to(consortium, f"{LIST}fibra/?pagina=7") == f"{LIST}fibra/"
    withdraw(notice.pk, user=None)
    assert leads_to(crema, f"{LIST}fibra/?pagina=7") == f"{LIST}fibra/"
    assert get(crema, f"{LIST}fibra/").status_code == 410


def test_nobody_is_led_on_with_what_somebody_else_had_typed(notice: Any, consortium: Member) -> None:
    republish(notice, slug="banda")
    for query in ("?utm_source=mail", ""):
        answer = get(consortium, f"{LIST}fibra/{query}")
        assert (answer.status_code, answer["Location"]) == (301, f"{LIST}banda/")


def test_the_first_page_is_never_kept_as_what_a_senseless_number_showed(two_pages: Member) -> None:
    for typed in ("-1", "99999", "9" * 20, "2.0"):
        get(two_pages, f"{LIST}?pagina={typed}")
    assert "Notizia 2" in get(two_pages, LIST).text


@pytest.mark.usefixtures("two_pages")
def test_however_many_numbers_are_typed_a_list_fills_as_many_entries_as_it_has_pages(crema: Member) -> None:
    for typed in [*range(40), *SENSELESS, 9_998, 9_999]:
        get(crema, f"{LIST}?pagina={typed}")
    get(crema, LIST)
    assert len([key for key in stored_values() if "page:" in key]) == 2
