"""The editor's preview: the draft, in the look of the site that it will stand on."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from cms.models import NewsPage
from federation.models import Member, User
from tests.publishing import publish_news, section_of

pytestmark = pytest.mark.django_db
ADMIN_URLS = "cms.urls.admin"


def draft(title: str) -> dict[str, Any]:
    return {"title": title, "slug": "bozza", "published_on": "22/11/2026", "summary": "", "image": "",
            "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip


def test_a_new_page_is_previewed_before_it_is_saved(crema: Member, crema_publisher: User, admin_site: Any) -> None:
    client = admin_site(crema_publisher)
    section = section_of(crema)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "newspage", section.pk], urlconf=ADMIN_URLS)
    assert client.post(url, draft("Mai salvata")).json()["is_valid"]
    answer = client.get(url)
    assert answer.status_code == 200
    assert "Mai salvata" in answer.text
    assert "Comune di Crema" in answer.text
    assert not NewsPage.objects.filter(slug="bozza").exists()


def test_a_draft_of_a_published_page_is_previewed_and_shown_to_nobody_else(
    crema: Member, crema_publisher: User, admin_site: Any, visit: Any
) -> None:
    page = publish_news(crema, title="Pubblicata", slug="bozza")
    client = admin_site(crema_publisher)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk], urlconf=ADMIN_URLS)
    assert client.post(url, draft("Non ancora")).json()["is_valid"]
    assert "Non ancora" in client.get(url).text
    assert "Non ancora" not in visit(crema, "/novita/notizie/bozza/").text


def test_every_page_type_can_be_previewed(crema: Member) -> None:
    assert crema.site is not None
    for page in crema.site.root_page.get_descendants(inclusive=True).specific():
        answer = page.make_preview_request()
        assert answer.status_code == 200, page
        assert "Comune di Crema" in answer.content.decode()
