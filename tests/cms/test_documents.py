"""Documents at the address of each site that shows what refers to them; 410 when it does not any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import NewsPage
from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.withdraw import withdraw
from federation.models import Member, MemberDocument, User
from federation.pictures.following import follow, read_changes
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.cms.downloads import CONTENT, get, statuses
from tests.files import bytes_of, close, document_in_body, document_of
from tests.mobile_api.app import App
from tests.publishing import placement_of, publish_news, republish, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
QUERY_BUDGET = 6  # member; references; placements; the document; restrictions of its collection


def etag_of(document: MemberDocument, member: Member) -> str:
    answer = get(member, document)
    close(answer)
    return str(answer.headers["ETag"])


@pytest.mark.parametrize("in_text", [False, True])
def test_each_site_that_shows_the_notice_links_and_serves_its_document(
    in_text: bool, attached: NewsPage, minutes: MemberDocument, crema: Member, izano: Member, offanengo: Member,
    consortium: Member, visit: Any,
) -> None:  # fmt: skip
    republish(attached, body=document_in_body(minutes, in_text=in_text))
    assert f'href="{minutes.url}"' in visit(crema, "/novita/notizie/verbale/").text
    assert minutes.url == f"/documenti/{minutes.pk}/Verbale_%C3%A8_qui.pdf"
    assert statuses(minutes, consortium, crema, izano, offanengo) == [200, 200, 200, 404]
    assert bytes_of(get(crema, minutes)) == CONTENT
    accept(placement_of(attached, offanengo).pk, user=None)
    assert statuses(minutes, offanengo) == [200]


def test_the_app_is_given_the_address_at_the_site(attached: NewsPage, minutes: MemberDocument, izano: Member) -> None:
    query = (
        '{ comune(slug: "izano") { feed { edges { node { bodyHtml ... on News { attachments { url bytes } } } } } } }'
    )
    (edge,) = App().data(query)["comune"]["feed"]["edges"]
    assert edge["node"]["attachments"] == [{"url": f"http://izano.localhost{minutes.url}", "bytes": len(CONTENT)}]
    assert f'href="http://izano.localhost{minutes.url}"' in edge["node"]["bodyHtml"]


def test_headers_let_it_run_nothing_and_keep_its_name(
    attached: NewsPage, minutes: MemberDocument, crema: Member
) -> None:
    answer = get(crema, minutes)
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == "inline; filename*=utf-8''Verbale_%C3%A8_qui.pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Length"] == str(len(CONTENT))
    close(answer)
    sheet = document_of(crema, b"a;b", name="dati.csv")
    publish_news(crema, title="Dati", body=document_in_body(sheet))
    answer = get(crema, sheet)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dati.csv"'
    close(answer)


def test_it_is_asked_for_again_by_its_etag_and_in_part(
    attached: NewsPage, minutes: MemberDocument, crema: Member
) -> None:
    etag = etag_of(minutes, crema)
    again = get(crema, minutes, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    head = Client(SERVER_NAME=crema.hostname or "").head(minutes.url)
    assert (head.status_code, head.headers["Content-Length"], head.headers["ETag"]) == (200, str(len(CONTENT)), etag)
    whole = len(CONTENT)
    for asked, part, said in (
        ("bytes=0-4", CONTENT[:5], f"bytes 0-4/{whole}"),
        ("bytes=100-", CONTENT[100:], f"bytes 100-{whole - 1}/{whole}"),
        ("bytes=-7", CONTENT[-7:], f"bytes {whole - 7}-{whole - 1}/{whole}"),
    ):
        answer = get(crema, minutes, range=asked)
        assert (answer.status_code, answer.headers["Content-Range"]) == (206, said)
        assert bytes_of(answer) == part
    assert get(crema, minutes, range=f"bytes={whole}-").status_code == 416
    for ignored in ({"range": "bytes=5-2"}, {"range": "bytes=-"}, {"range": "lines=1-2"}, {"range": "bytes=0-1,4-5"},
                    {"range": "bytes=0-4", "if_range": '"old"'}):  # fmt: skip
        answer = get(crema, minutes, **ignored)
        assert answer.status_code == 200
        assert bytes_of(answer) == CONTENT


def test_withdrawn_it_is_gone_with_the_explanation_in_the_same_commit(
    attached: NewsPage, minutes: MemberDocument, crema: Member, izano: Member, offanengo: Member
) -> None:
    withdraw(attached.pk, explanation="C’era un errore.", user=None)
    assert statuses(minutes, crema, izano, offanengo) == [410, 410, 404]
    assert "C’era un errore." in get(crema, minutes).text
    republish(attached)
    assert statuses(minutes, crema) == [200]


def test_what_one_member_declines_is_gone_there_only(
    attached: NewsPage, minutes: MemberDocument, crema: Member, izano: Member
) -> None:
    decline(placement_of(attached, crema).pk, user=None)
    assert statuses(minutes, crema, izano) == [410, 200]


@pytest.mark.parametrize("how", ["taken off the page", "page deleted", "document deleted"])
def test_what_nothing_refers_to_any_more_is_gone_where_it_was_shown(
    how: str, attached: NewsPage, minutes: MemberDocument, crema: Member, offanengo: Member, admin_site: Any
) -> None:
    read_changes()
    url = minutes.url
    if how == "taken off the page":
        republish(attached, body=[])
    elif how == "page deleted":
        with unit_of_work():
            attached.delete()
    else:
        Desk(admin_site(User.objects.create_superuser("administrator"))).post("wagtaildocs:delete", minutes.pk)
    follow()
    for member, status in ((crema, 410), (offanengo, 404)):
        answer = Client(SERVER_NAME=member.hostname or "").get(url)
        assert answer.status_code == status
    assert "non è più pubblic" in Client(SERVER_NAME=crema.hostname or "").get(url).text or how == "page deleted"


def test_a_draft_shows_no_document(crema: Member) -> None:
    document = document_of(crema)
    page = NewsPage(title="Bozza", slug="bozza", body=document_in_body(document), live=False)
    section_of(crema).add_child(instance=page)
    page.save_revision()
    follow()
    assert statuses(document, crema) == [404]


def test_a_draft_of_a_published_page_shows_no_document(crema: Member, crema_publisher: User, admin_site: Any) -> None:
    document = document_of(crema)
    page = publish_news(crema, title="Pubblicata", slug="pubblicata")
    page.body = document_in_body(document)
    page.save_revision()
    follow()
    assert statuses(document, crema) == [404]


def test_a_detached_copy_serves_it_too(
    attached: NewsPage, minutes: MemberDocument, crema: Member, izano: Member
) -> None:
    detach(placement_of(attached, crema).pk, user=None)
    withdraw(attached.pk, user=None)
    assert statuses(minutes, crema, izano) == [200, 410]


def test_a_replaced_document_is_the_new_one_and_its_old_name_leads_there(
    attached: NewsPage, minutes: MemberDocument, crema: Member, consortium_publisher: User, admin_site: Any
) -> None:  # fmt: skip
    old_url, old_etag = minutes.url, etag_of(minutes, crema)
    file = ContentFile(b"%PDF-2.0", name="nuovo.pdf")
    data = {"title": "Verbale", "file": file, "collection": minutes.collection_id, "tags": ""}
    Desk(admin_site(consortium_publisher)).post("wagtaildocs:edit", minutes.pk, **data)
    minutes.refresh_from_db()
    answer = get(crema, minutes, if_none_match=old_etag)
    assert bytes_of(answer) == b"%PDF-2.0"
    moved = Client(SERVER_NAME=crema.hostname or "").get(old_url)
    assert (moved.status_code, moved.headers["Location"]) == (301, minutes.url)


def test_a_document_costs_few_queries_however_many_pages_offer_it(
    attached: NewsPage, minutes: MemberDocument, crema: Member
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            close(get(crema, minutes))
        return len(queries)

    close(get(crema, minutes))
    one = cost()
    for number in range(5):
        publish_news(crema, title=f"Altra {number}", body=document_in_body(minutes))
    assert cost() == one <= QUERY_BUDGET
