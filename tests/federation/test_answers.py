"""What a path answers beside a page: one canonical form, 404, 410, 421, other host names, a password."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.withdraw import withdraw
from federation.models import HostAlias, Member, Placement, Reason
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_news, republish, section_of
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"


@pytest.mark.parametrize(
    "sent",
    ["/novita/notizie/fibra", "//novita/notizie/fibra/", "/novita//notizie///fibra//", "/novita/notizie//fibra"],
)
def test_every_spelling_of_a_path_redirects_to_the_one_with_single_slashes_and_its_query(
    notice: Any, crema: Member, sent: str
) -> None:
    answer = Client(SERVER_NAME=crema.hostname).get("/", {"pagina": "2"}, PATH_INFO=sent)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{PATH}?pagina=2")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "//evil.example/%2e%2e"])
def test_no_spelling_leads_to_another_host(crema: Member, path: str) -> None:
    answer = Client(SERVER_NAME=crema.hostname).get("/", PATH_INFO=path)
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("path", ["/niente/", "/novita/notizie/niente/", "/novita/notizie/fibra/oltre/", "/a%00b/"])
def test_an_unknown_path_is_not_found(notice: Any, crema: Member, visit: Any, path: str) -> None:
    answer = visit(crema, path)
    assert answer.status_code == 404
    assert "Comune di Crema" in answer.text


def test_only_reading_is_allowed(notice: Any, crema: Member) -> None:
    client = Client(SERVER_NAME=crema.hostname)
    assert client.post(PATH).status_code == 405
    assert client.head(PATH).status_code == 200


def test_a_withdrawn_item_answers_gone_on_every_site_and_says_why(
    notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
) -> None:
    withdraw(notice.pk, explanation="Cantiere rinviato.", user=None)
    for member in (consortium, crema, izano):
        answer = visit(member, PATH)
        assert answer.status_code == 410
        assert "Cantiere rinviato." in answer.text
        assert 'href="/novita/notizie/"' in answer.text
        assert "Fibra a Crema" not in visit(member, "/novita/notizie/").text


@pytest.mark.parametrize("host", ["nessuno.localhost", "crema.localhost.evil.example", "www.nessuno.localhost"])
def test_an_unknown_host_is_never_answered_from_a_members_site(notice: Any, host: str) -> None:
    answer = Client(SERVER_NAME=host).get(PATH)
    assert answer.status_code == 421
    assert "Fibra" not in answer.text


def test_other_names_of_a_host_redirect_with_path_and_query(notice: Any, crema: Member) -> None:
    HostAlias.objects.create(member=crema, hostname="comune-crema.example")
    for host in ("www.crema.localhost", "comune-crema.example", "www.comune-crema.example", "WWW.Crema.localhost."):
        answer = Client(SERVER_NAME=host).get(PATH, {"pagina": "2"})
        assert (answer.status_code, answer.headers["Location"]) == (301, f"http://crema.localhost{PATH}?pagina=2")


def test_other_names_of_a_member_that_left_redirect_nowhere(crema: Member) -> None:
    HostAlias.objects.create(member=crema, hostname="comune-crema.example")
    leave(crema, on=date(2026, 1, 31))
    for host in ("crema.localhost", "www.crema.localhost", "comune-crema.example"):
        assert Client(SERVER_NAME=host).get("/").status_code == 421


class TestAPasswordProtectedPage:
    def protect(self, page: Any) -> PageViewRestriction:
        with unit_of_work():
            restriction: PageViewRestriction = PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.PASSWORD, password="segreto"
            )
        return restriction

    def test_it_leaves_receivers_and_lists_and_asks_on_its_own_site(
        self, notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
    ) -> None:
        with only_these_rise(consortium, crema, izano):
            restriction = self.protect(notice)
        assert {row.reason for row in Placement.objects.filter(item__page_id=notice.pk)} == {Reason.PRIVATE}
        assert visit(crema, PATH).status_code == 410
        assert "Fibra a Crema" not in visit(consortium, "/novita/notizie/").text
        assert "Fibra a Crema" not in visit(consortium, "/").text
        asked = visit(consortium, PATH)
        assert 'type="password"' in asked.text
        assert "no-store" in asked.headers["Cache-Control"]
        with only_these_rise(consortium, crema, izano), unit_of_work():
            restriction.delete()
        assert {visit(member, PATH).status_code for member in (consortium, crema)} == {200}

    def test_whoever_knows_the_password_reads_it(self, notice: Any, consortium: Member) -> None:
        restriction = self.protect(notice)
        client = Client(SERVER_NAME=consortium.hostname)
        address = f"/_accesso/{restriction.pk}/{notice.pk}/"
        client.post(address, {"password": "sbagliata", "return_url": PATH})
        assert "Fibra a Crema" not in client.get(PATH).text
        client.post(address, {"password": "segreto", "return_url": PATH})
        assert "Fibra a Crema" in client.get(PATH).text

    def test_protected_before_it_is_published_it_never_reaches_anybody(
        self, consortium: Member, crema: Member, channel: Any, visit: Any
    ) -> None:
        section = section_of(consortium, "avvisi")
        self.protect(section)
        with only_these_rise(consortium):  # whose address may have answered something else before
            page = publish_news(consortium, title="Riservata", slug="riservata", section="avvisi", channels=[channel])
        assert not Placement.objects.filter(member=crema).exists()
        assert not Placement.objects.after(version=0).filter(item__page_id=page.pk).exists()
        assert 'type="password"' in visit(consortium, "/novita/avvisi/riservata/").text
        assert 'type="password"' in visit(consortium, "/novita/avvisi/").text
        republish(page, slug="altra")
        assert 'type="password"' in visit(consortium, "/novita/avvisi/altra/").text
        with unit_of_work():
            PageViewRestriction.objects.get().delete()
        assert placement_of(page, crema).shown

    def test_withdrawn_it_says_no_title_that_was_never_public(
        self, notice: Any, consortium: Member, crema: Member, visit: Any
    ) -> None:
        override(placement_of(notice, crema).pk, overrides=Overrides(title="Da noi"), user=None)
        self.protect(notice)
        republish(notice, title="Segretissimo")
        override(placement_of(notice, crema).pk, overrides=Overrides(), user=None)
        withdraw(notice.pk, user=None)
        for member in (consortium, crema):
            answer = visit(member, PATH)
            assert answer.status_code == 410
            assert "Segretissimo" not in answer.text
            assert "Fibra a Crema" in answer.text

    def test_what_was_never_public_leaves_nothing_behind(self, crema: Member, visit: Any) -> None:
        self.protect(section_of(crema))
        page = publish_news(crema, title="Segretissimo", slug="fibra")
        withdraw(page.pk, user=None)
        assert visit(crema, PATH).status_code == 404
        republish(page)
        with unit_of_work():
            page.delete()
        assert visit(crema, PATH).status_code == 404

    def test_past_its_expiry_it_asks_for_no_password_any_more(
        self, notice: Any, consortium: Member, visit: Any
    ) -> None:
        self.protect(notice)
        republish(notice, expire_at=timezone.now() + timedelta(hours=1))
        assert 'type="password"' in visit(consortium, PATH).text
        with time_machine.travel(notice.expire_at, tick=False):
            assert visit(consortium, PATH).status_code == 410
