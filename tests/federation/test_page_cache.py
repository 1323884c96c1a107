"""The page cache: at most two queries for a hit, never stale at the origin, nothing private in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from federation.actions.withdraw import withdraw
from federation.models import Clock, Member
from federation.models.clock import new_epoch
from tests.publishing import placement_of, publish_event, publish_news, republish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LIST, PAGE = "/novita/notizie/", "/novita/notizie/fibra/"


def get(member: Member, path: str, **headers: str) -> Any:
    return Client(SERVER_NAME=member.hostname or "").get(path, headers=headers)


def queries_of(member: Member, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(member, path)
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/novita/", LIST, PAGE])
def test_a_hit_costs_one_query_for_the_host_and_none_for_the_content(notice: Any, crema: Member, path: str) -> None:
    first = get(crema, path)
    assert queries_of(crema, path) == 1
    assert get(crema, path).content == first.content


def test_a_hit_from_the_database_cache_costs_two_queries(notice: Any, crema: Member, settings: Any) -> None:
    from django.core.management import call_command

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "page_cache"}}
    call_command("createcachetable", "page_cache")
    get(crema, LIST)
    assert queries_of(crema, LIST) == 2


def test_what_changes_is_seen_by_the_next_request_on_every_site(notice: Any, crema: Member, izano: Member) -> None:
    for member in (crema, izano):
        assert "Fibra a Crema" in get(member, LIST).text
    republish(notice, title="Fibra ovunque")
    for member in (crema, izano):
        assert "Fibra ovunque" in get(member, LIST).text
        assert "Fibra ovunque" in get(member, PAGE).text
    withdraw(notice.pk, explanation="Errore.", user=None)
    assert get(crema, PAGE).status_code == 410
    assert get(crema, PAGE).status_code == 410
    republish(notice)
    assert get(crema, PAGE).status_code == 200


def test_a_page_that_a_change_did_not_touch_still_answers_304(notice: Any, crema: Member, channel: Any) -> None:
    etag = get(crema, PAGE)["ETag"]
    publish_news(crema, title="Un’altra cosa")
    answer = get(crema, PAGE, if_none_match=etag)
    assert answer.status_code == 304
    assert answer.content == b""
    republish(notice, title="Cambiata")
    assert get(crema, PAGE, if_none_match=etag).status_code == 200


def test_browsers_and_proxies_are_told_to_ask_again(notice: Any, crema: Member) -> None:
    for path in (LIST, PAGE, "/novita", "/nope/"):
        for _ in range(2):
            assert get(crema, path)["Cache-Control"] == "no-cache"


def test_expiry_is_kept_to_the_second_without_any_change(consortium: Member, crema: Member, channel: Any) -> None:
    moment = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with time_machine.travel(moment - timedelta(hours=2), tick=False):
        publish_news(consortium, title="Scade", slug="scade", channels=[channel], expire_at=moment)
    path = "/novita/notizie/scade/"
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert get(crema, path).status_code == 200
        assert "Scade" in get(crema, LIST).text
    with time_machine.travel(moment + timedelta(seconds=1), tick=False):
        assert get(crema, path).status_code == 410
        assert "Scade" not in get(crema, LIST).text


def test_an_event_leaves_the_home_page_when_it_is_over(crema: Member) -> None:
    start = datetime(2026, 12, 5, 10, 0, tzinfo=UTC)
    publish_event(crema, title="Mercatino", start=start, end=start + timedelta(hours=2))
    with time_machine.travel(start + timedelta(hours=2, seconds=-1), tick=False):
        assert "Mercatino" in get(crema, "/").text
    for after in (0, 1):  # at its end it is over: a page made then would be kept until midnight
        with time_machine.travel(start + timedelta(hours=2, seconds=after), tick=False):
            assert "Mercatino" not in get(crema, "/").text


def test_a_private_page_is_stored_for_nobody(notice: Any, consortium: Member) -> None:
    PageViewRestriction.objects.create(page=notice, restriction_type="password", password="segreta")
    visitor = Client(SERVER_NAME=consortium.hostname or "")
    assert "Fibra a Crema" not in visitor.get(PAGE).text
    form = visitor.get(PAGE)
    answer = visitor.post(form.context["action_url"], {"password": "segreta", "return_url": PAGE}, follow=True)
    assert answer.status_code == 200
    assert "Fibra a Crema" in visitor.get(PAGE).text
    assert "Fibra a Crema" not in get(consortium, PAGE).text


def test_a_private_page_that_gets_its_first_address_back_is_no_redirect_to_itself(
    notice: Any, consortium: Member
) -> None:
    PageViewRestriction.objects.create(page=notice, restriction_type="password", password="segreta")
    republish(notice, slug="banda")
    assert get(consortium, PAGE)["Location"] == "/novita/notizie/banda/"
    republish(notice, slug="fibra")
    assert get(consortium, PAGE).status_code == 200
    assert get(consortium, "/novita/notizie/banda/")["Location"] == PAGE


def test_a_private_page_that_is_prolonged_after_its_expiry_asks_for_its_password_again(
    notice: Any, consortium: Member
) -> None:
    PageViewRestriction.objects.create(page=notice, restriction_type="password", password="segreta")
    republish(notice, expire_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert get(consortium, PAGE).status_code == 410
        republish(notice, expire_at=None)
        assert get(consortium, PAGE).status_code == 200


def test_a_session_reads_past_the_cache(notice: Any, crema: Member) -> None:
    get(crema, LIST)
    client = Client(SERVER_NAME=crema.hostname or "")
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    assert len(queries) > 2


def test_unknown_parameters_share_an_entry_and_known_ones_do_not(notice: Any, crema: Member) -> None:
    get(crema, LIST)
    assert queries_of(crema, f"{LIST}?utm_source=x&fbclid=y") == 1
    assert queries_of(crema, f"{LIST}?pagina=2") > 1


def test_sites_never_share_an_entry(notice: Any, crema: Member, izano: Member) -> None:
    assert "Comune di Crema" in get(crema, LIST).text
    assert "Comune di Crema" not in get(izano, LIST).text


def test_a_restored_database_does_not_answer_from_its_earlier_life(notice: Any, crema: Member) -> None:
    get(crema, LIST)
    Clock.objects.update(epoch=new_epoch())
    assert queries_of(crema, LIST) > 1


def test_head_is_answered_from_the_same_entry(notice: Any, crema: Member) -> None:
    length = len(get(crema, LIST).content)
    answer = Client(SERVER_NAME=crema.hostname or "").head(LIST)
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer["Content-Length"]) == length


def test_a_preview_neither_reads_nor_fills_the_cache(notice: Any, consortium: Member) -> None:
    get(consortium, PAGE)
    notice.title = "Solo una bozza"
    preview = notice.make_preview_request()
    assert "Solo una bozza" in preview.content.decode()
    assert "Solo una bozza" not in get(consortium, PAGE).text


def test_a_placements_decision_is_seen_at_once(notice: Any, crema: Member) -> None:
    from federation.actions.decline import decline

    assert get(crema, PAGE).status_code == 200
    decline(placement_of(notice, crema).pk, user=None)
    assert get(crema, PAGE).status_code == 410
