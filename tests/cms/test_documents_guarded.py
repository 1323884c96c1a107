"""Documents that are not for everybody, strange questions, and a storage that is away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction, ReferenceIndex

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Member, MemberDocument
from federation.storages import media_storage
from federation.unit_of_work import unit_of_work
from tests.cms.downloads import CONTENT, get, statuses
from tests.files import bytes_of
from tests.publishing import section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def test_documents_of_a_page_behind_a_password_follow_the_password(
    attached: NewsPage, minutes: MemberDocument, consortium: Member, crema: Member
) -> None:
    with unit_of_work():
        PageViewRestriction.objects.create(page=attached, restriction_type="password", password="prova")
    assert statuses(minutes, crema) == [410]
    client = Client(SERVER_NAME=consortium.hostname or "")
    asked = client.get(minutes.url)
    assert (asked.status_code, asked.headers["Location"]) == (302, "/novita/notizie/verbale/")
    restriction = PageViewRestriction.objects.get()
    client.post(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, attached.pk]),
        {"password": "prova", "return_url": "/"},
    )
    answer = client.get(minutes.url)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert bytes_of(answer) == CONTENT


def test_a_collections_password_holds(attached: NewsPage, minutes: MemberDocument, crema: Member) -> None:
    restriction = CollectionViewRestriction.objects.create(
        collection=minutes.collection, restriction_type="password", password="prova"
    )
    client = Client(SERVER_NAME=crema.hostname or "")
    assert "id_password" in client.get(minutes.url).text
    url = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.post(url, {"password": "prova", "return_url": minutes.url})
    assert bytes_of(client.get(minutes.url)) == CONTENT
    restriction.restriction_type = "login"
    restriction.save()
    assert Client(SERVER_NAME=crema.hostname or "").get(minutes.url, follow=True).status_code == 404


def test_pages_without_an_item_offer_documents_too(attached: NewsPage, minutes: MemberDocument, crema: Member) -> None:
    """No page type does yet, so the reference is written here."""
    withdraw(attached.pk, user=None)
    assert statuses(minutes, crema) == [410]
    reference = ReferenceIndex.objects.filter(to_object_id=str(minutes.pk), object_id=str(attached.pk)).first()
    assert reference is not None
    section = section_of(crema)
    reference.pk, reference.object_id, reference.content_type = None, str(section.pk), section.cached_content_type
    reference.save()
    assert statuses(minutes, crema) == [200]


@pytest.mark.parametrize("address", ["/documenti/1/", "/documenti/0/x.pdf", "/documenti/99999999999999999999/x.pdf",
                                     "/documenti/x/y", "/documenti/1/../x", "/documenti/",
                                     f"/documenti/{'9' * 5000}/x.pdf"])  # fmt: skip
def test_strange_addresses_are_not_found(address: str, crema: Member, visit: Any) -> None:
    assert visit(crema, address).status_code in (301, 404)


def test_only_safe_methods_are_answered(attached: NewsPage, minutes: MemberDocument, crema: Member) -> None:
    assert Client(SERVER_NAME=crema.hostname or "").post(minutes.url).status_code == 405


def test_a_storage_that_is_away_or_lost_the_file_is_told_apart(
    storage: str, attached: NewsPage, minutes: MemberDocument, crema: Member, settings: Any, tmp_path: Any
) -> None:
    media_storage().erase(str(minutes.file.name))
    assert statuses(minutes, crema) == [404]
    settings.MEDIA_ROOT = tmp_path / "not-mounted"
    if storage == "bucket":
        settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"
        settings.STORAGES = dict(settings.STORAGES)
    answer = get(crema, minutes)
    assert answer.status_code == 503
    assert "Riprova" in answer.text
