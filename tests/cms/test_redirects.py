"""Redirects of Wagtail's admin: where a comune's old addresses lead, and never over what stands there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from federation.actions.decline import decline
from federation.actions.withdraw import withdraw
from federation.models import Member
from federation.tenancy.references import ForeignReference
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_news, republish, section_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PATH, OLD, LINK = "/novita/notizie/fibra/", "/vecchio.php/", "https://www.regione.lombardia.it/"


def get(member: Member, path: str) -> Any:
    return Client(SERVER_NAME=member.hostname or "").get(path)


def led(member: Member, path: str = OLD) -> tuple[int, str]:
    """Asked twice, because the second answer may come from the page cache."""
    first, second = get(member, path), get(member, path)
    answers = {(answer.status_code, answer.headers.get("Location", "")) for answer in (first, second)}
    assert len(answers) == 1
    return answers.pop()


def queries_of(member: Member, path: str) -> int:
    get(member, path)
    with CaptureQueriesContext(connection) as queries:
        get(member, path)
    return len(queries)


def redirect(member: Member | None, to: Any, *, old: str = OLD, permanent: bool = True) -> Redirect:
    """As the form of the admin stores it; `to` is a page or a link."""
    with unit_of_work():
        made: Redirect = Redirect.add_redirect(
            old, redirect_to=to, is_permanent=permanent, site=member.site if member else None
        )
    return made


def test_an_old_address_leads_to_a_link_on_its_own_site_only(crema: Member, izano: Member) -> None:
    assert led(crema) == (404, "")
    row = redirect(crema, LINK)
    assert led(crema) == (301, LINK)
    assert led(izano) == (404, "")
    row.redirect_link = "https://example.org/"
    row.save()
    assert led(crema) == (301, "https://example.org/")
    row.delete()
    assert led(crema) == (404, "")


def test_one_of_all_sites_gives_way_to_a_sites_own(crema: Member, izano: Member) -> None:
    redirect(None, LINK)
    redirect(crema, "https://example.org/")
    assert led(crema) == (301, "https://example.org/")
    assert led(izano) == (301, LINK)


def test_a_permanent_one_is_kept_and_a_temporary_one_is_not(crema: Member) -> None:
    redirect(crema, LINK)
    redirect(crema, LINK, old="/vecchia/", permanent=False)
    assert queries_of(crema, OLD) == 1
    assert led(crema, "/vecchia/") == (302, LINK)
    assert queries_of(crema, "/vecchia/") > 1


@pytest.mark.parametrize("old", ["/Vecchio Sito/àè", "/vecchio%20sito/%C3%A0%C3%A8/", "vecchio.asp"])
def test_it_is_found_as_it_was_typed(crema: Member, old: str) -> None:
    redirect(crema, LINK, old=old)
    assert led(crema, "/" + old.strip("/") + "/") == (301, LINK)
    assert get(crema, "/" + old.strip("/")).headers["Location"].endswith("/")


def test_the_query_of_an_old_address_tells_pages_apart_whatever_was_asked_first(crema: Member, notice: Any) -> None:
    redirect(crema, LINK, old="/index.php?id=7&lang=it")
    redirect(crema, notice, old="/index.php")
    for _ in range(2):
        assert led(crema, "/index.php/") == (301, PATH)
        assert led(crema, "/index.php/?lang=it&id=7") == (301, LINK)
        assert led(crema, "/index.php/?id=8") == (301, PATH)
    redirect(crema, LINK, old="/altro.php?pagina=3")
    assert led(crema, "/altro.php/?pagina=3") == (301, LINK)
    assert led(crema, "/altro.php/") == (404, "")


class TestOverWhatStandsThere:
    def test_no_page_and_no_item_is_ever_hidden(self, crema: Member, notice: Any) -> None:
        for path in ("/", "/novita/", "/novita/notizie/", PATH, "/ricerca/"):
            redirect(crema, LINK, old=path)
            assert led(crema, path) == (200, "")

    def test_a_withdrawn_item_still_says_why(self, crema: Member, notice: Any) -> None:
        redirect(crema, LINK, old=PATH)
        withdraw(notice.pk, explanation="Rinviato.", user=None)
        assert led(crema, PATH) == (410, "")

    def test_what_is_published_there_later_is_shown_at_once(self, crema: Member) -> None:
        redirect(crema, LINK, old=PATH)
        assert led(crema, PATH) == (301, LINK)
        publish_news(crema, title="Fibra", slug="fibra")
        assert led(crema, PATH) == (200, "")

    def test_only_who_reads_is_redirected(self, crema: Member) -> None:
        redirect(crema, LINK)
        client = Client(SERVER_NAME=crema.hostname or "")
        assert client.post(OLD).status_code == 405
        assert client.head(OLD).status_code == 301


def test_files_of_an_old_site_lead_on_too(crema: Member) -> None:
    for old in ("/documenti/12/verbale.pdf", "/media/com_content/verbale.pdf"):
        redirect(crema, LINK, old=old)
        assert led(crema, old) == (301, LINK)


class TestToAPage:
    def test_it_is_read_on_the_same_site_where_that_shows_it(self, crema: Member, notice: Any) -> None:
        redirect(crema, notice)
        assert led(crema) == (301, PATH)
        assert queries_of(crema, OLD) == 1
        redirect(crema, section_of(crema), old="/vecchie-notizie")
        assert led(crema, "/vecchie-notizie/") == (301, "/novita/notizie/")

    def test_otherwise_on_its_owners_and_that_is_not_kept(self, consortium: Member, crema: Member, notice: Any) -> None:
        redirect(crema, notice)
        decline(placement_of(notice, crema).pk, user=None)
        assert led(crema) == (301, f"http://{consortium.hostname}{PATH}")
        republish(notice, slug="banda")
        assert led(crema) == (301, f"http://{consortium.hostname}/novita/notizie/banda/")
        withdraw(notice.pk, user=None)
        assert led(crema) == (404, "")

    def test_it_follows_its_page(self, consortium: Member, notice: Any) -> None:
        redirect(consortium, notice)
        assert led(consortium) == (301, PATH)
        republish(notice, slug="banda")
        assert led(consortium) == (301, "/novita/notizie/banda/")

    def test_it_ends_with_the_second_in_which_its_page_expires(self, crema: Member) -> None:
        moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
        redirect(crema, publish_news(crema, title="Fibra", slug="fibra", expire_at=moment))
        assert led(crema) == (301, PATH)
        with time_machine.travel(moment, tick=False):
            assert led(crema) == (404, "")

    def test_it_says_nothing_of_what_another_member_does_not_show_to_all(self, crema: Member, izano: Member) -> None:
        news, section = publish_news(izano, title="Segreta", slug="segretissima"), section_of(izano, "avvisi")
        with pytest.raises(ForeignReference):
            redirect(crema, news)
        redirect(None, news)
        redirect(None, section, old="/avvisi-di-izano/")
        assert led(crema) == (301, f"http://{izano.hostname}/novita/notizie/segretissima/")
        assert led(crema, "/avvisi-di-izano/") == (301, f"http://{izano.hostname}/novita/avvisi/")
        for page in (news, section):
            with unit_of_work():
                PageViewRestriction.objects.create(page=page, restriction_type="password", password="segreto")
        assert led(crema) == (404, "")
        assert led(crema, "/avvisi-di-izano/") == (404, "")
        assert led(izano, "/avvisi-di-izano/") == (301, "/novita/avvisi/")
