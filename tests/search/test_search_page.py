"""`/ricerca/` on members' sites, as visitors and editors meet it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from html5lib.html5parser import ParseError

from federation.actions.override import Overrides, override
from federation.duties import DutyFailed
from federation.models import Channel, Member, User
from federation.scheduler import Scheduler
from search.indexer import follow
from tests.admin_desk import Desk
from tests.publishing import placement_of, publish_event, publish_news, section_of
from tests.search.hostile import HOSTILE
from tests.themes.documents import breaches_of_policy, parse_document

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


@pytest.fixture
def ask(visit: Any) -> Ask:
    """The answer to a question on a member's site, which must be valid HTML with nothing inline."""

    def get(member: Member, text: str, **parameters: Any) -> Any:
        more = "".join(f"&{name}={value}" for name, value in parameters.items())
        response = visit(member, f"/ricerca/?q={quote(text, errors='replace')}{more}")
        assert response.status_code == 200
        assert breaches_of_policy(parse_document(response.text)) == []
        return response

    return get


def results_in(response: Any) -> list[str]:
    cards = parse_document(response.text).findall(".//ul[@class='row g-4 it-card-list']//h2/a")
    return ["".join(card.itertext()) for card in cards]


def test_a_notice_published_in_the_admin_is_found_on_several_sites_and_gone_after_its_withdrawal(
    consortium: Member,
    crema: Member,
    izano: Member,
    offanengo: Member,
    channel: Channel,
    consortium_publisher: User,
    admin_site: Callable[[User], Client],
    ask: Ask,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """No index is asked to hurry: what runs on commit is enough."""
    desk = Desk(admin_site(consortium_publisher))
    with django_capture_on_commit_callbacks(execute=True):
        page = desk.create(section_of(consortium), title="Cantieri della fibra", slug="fibra", channels=[channel])
    for member in (consortium, crema, izano):
        assert results_in(ask(member, "cantiere fibra")) == ["Cantieri della fibra"]
    assert results_in(ask(offanengo, "fibra")) == []
    with django_capture_on_commit_callbacks(execute=True):
        desk.unpublish(page)
    for member in (consortium, crema, izano):
        assert "Nessun risultato per «fibra»" in ask(member, "fibra").text


def test_results_are_cards_with_kind_date_and_owner(notice: Any, crema: Member, ask: Ask) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="Fibra da noi"), user=None)
    publish_event(crema, title="Fibra: assemblea", start=timezone.now() + timedelta(days=400), place="Sala Pietro")
    follow()
    page = ask(crema, "fibra")
    assert set(results_in(page)) == {"Fibra da noi", "Fibra: assemblea"}
    for text in ("Notizia", "Evento", "A cura di Consorzio", "2 risultati", 'href="/novita/notizie/fibra/"'):
        assert text in page.text
    assert (timezone.localdate() + timedelta(days=400)).isoformat() in page.text


def test_the_form_keeps_what_was_typed_and_escapes_it(crema: Member, ask: Ask) -> None:
    page = ask(crema, '"><script>alert(1)</script>')
    assert "<script>alert" not in page.text
    field = parse_document(page.text).find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == '"><script>alert(1)</script>'
    label = parse_document(page.text).find(f".//label[@for='{field.get('id')}']")
    assert label is not None


def test_without_a_question_there_is_a_hint_and_the_header_leads_here(crema: Member, visit: Any) -> None:
    for path in ("/ricerca/", "/ricerca/?q=", "/ricerca/?q=%20%00", "/ricerca/?pagina=3"):
        assert "Scrivi una o più parole" in visit(crema, path).text
    assert 'href="/ricerca/"' in visit(crema, "/").text
    assert visit(crema, "/ricerca").status_code == 301


def test_pages_of_results_carry_the_question(crema: Member, ask: Ask) -> None:
    for number in range(13):
        publish_news(crema, title=f"Avviso & nota {number}")
    follow()
    first, second = ask(crema, "avviso & nota"), ask(crema, "avviso & nota", pagina=2)
    assert (len(results_in(first)), len(results_in(second))) == (12, 1)
    assert "13 risultati" in first.text
    assert 'href="?q=avviso+%26+nota&amp;pagina=2"' in first.text
    assert 'href="?q=avviso+%26+nota"' in second.text
    for nonsense in ("0", "-1", "x", "٣", "99999999999999999999"):
        assert results_in(ask(crema, "avviso & nota", pagina=nonsense)) == results_in(first)
    assert results_in(ask(crema, "avviso & nota", pagina=9999)) == results_in(second)


def test_some_words_are_better_than_none_and_the_page_says_so(crema: Member, ask: Ask) -> None:
    publish_news(crema, title="Mercato coperto")
    follow()
    page = ask(crema, "mercato dirigibile")
    assert results_in(page) == ["Mercato coperto"]
    assert "Nessun contenuto ha tutte le parole" in page.text
    assert "Nessun contenuto ha tutte le parole" not in ask(crema, "mercato").text


@pytest.mark.ci
def test_no_question_breaks_the_page(crema: Member, ask: Ask) -> None:
    publish_news(crema, title="Fibra")
    follow()
    for text in HOSTILE:
        try:
            ask(crema, text)
        except ParseError:  # html5lib refuses what the page must show: signs that HTML does not allow
            assert re.search("[\ufeff\u200b\x0b\x0c]", text)


def test_answers_are_not_kept_and_other_methods_refused(notice: Any, crema: Member, ask: Ask, visit: Any) -> None:
    follow()
    assert ask(crema, "fibra").headers["Cache-Control"] == "no-store"
    assert results_in(ask(crema, "dirigibile")) == []
    assert results_in(ask(crema, "fibra")) == ["Fibra a Crema"]
    assert Client(SERVER_NAME=crema.hostname or "").post("/ricerca/", {"q": "fibra"}).status_code == 405


def test_while_elasticsearch_is_away_the_database_answers_and_says_so(
    notice: Any, crema: Member, ask: Ask, settings: Any
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(DutyFailed):
        follow()
    page = ask(crema, "fibra")
    assert results_in(page) == ["Fibra a Crema"]
    assert "La ricerca completa non è disponibile in questo momento" in page.text
    settings.ELASTICSEARCH_URL = ""
    assert "La ricerca completa non è disponibile" not in ask(crema, "fibra").text


def test_an_editor_publishes_while_elasticsearch_is_away(
    consortium: Member,
    consortium_publisher: User,
    admin_site: Any,
    ask: Ask,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with django_capture_on_commit_callbacks(execute=True):
        Desk(admin_site(consortium_publisher)).create(section_of(consortium), title="Fibra", slug="fibra")
    assert results_in(ask(consortium, "fibra")) == ["Fibra"]


def test_the_scheduler_follows_what_no_wake_up_told(crema: Member, ask: Ask) -> None:
    publish_news(crema, title="Fibra")
    assert results_in(ask(crema, "fibra")) == []
    Scheduler().tick()
    assert results_in(ask(crema, "fibra")) == ["Fibra"]
