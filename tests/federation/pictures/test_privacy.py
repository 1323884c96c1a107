"""Pictures that are not for everybody: drafts, pages behind a password, addresses that nobody guesses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import NewsPage
from federation.models import Member, MemberImage, User
from federation.pictures.following import follow
from federation.storages import PRIVATE, RENDITIONS
from federation.unit_of_work import unit_of_work
from tests.files import FILES_OF_A_PHOTO, URLS, bytes_of, keys_in, keys_of, picture_in_body
from tests.publishing import section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
PATH = "/novita/notizie/piazza/"


def test_a_drafts_picture_is_seen_by_its_editor_and_by_nobody_else(
    storage: str, crema: Member, crema_publisher: User, photo: MemberImage, admin_site: Any, visit: Any
) -> None:
    section = section_of(crema)
    draft = NewsPage(title="Bozza", slug="bozza", image=photo, body=picture_in_body(photo), live=False)
    section.add_child(instance=draft)
    draft.save_revision()
    follow()
    editor = admin_site(crema_publisher)
    html = editor.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk], urlconf="cms.urls.admin")).text
    urls = [url for url in URLS.findall(html) if "/private/" in url]
    assert urls
    assert all(url.startswith("/media/crema/private/") for url in urls)
    seen = editor.get(urls[0])
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/avif")
    for url in (urls[0], urls[0].replace("/private/", "/renditions/")):
        assert visit(crema, url).status_code == 404
    assert keys_of(photo) == keys_of(photo, PRIVATE) == []


def test_pictures_of_a_page_behind_a_password_follow_the_password(
    illustrated: NewsPage, photo: MemberImage, crema: Member, izano: Member, client: Any
) -> None:
    follow()
    public = keys_of(photo)
    with unit_of_work():
        PageViewRestriction.objects.create(page=illustrated, restriction_type="password", password="prova")
    follow()
    assert keys_of(photo) == [], f"{public[0]} was known to everybody"
    hidden = keys_of(photo, PRIVATE)
    assert len(hidden) == FILES_OF_A_PHOTO
    client.defaults["SERVER_NAME"] = crema.hostname
    assert client.get(f"/media/{hidden[0]}").status_code == 404
    form = client.get(PATH)
    restriction = PageViewRestriction.objects.get()
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, illustrated.pk])
    assert "id_password" in form.text
    client.post(url, {"password": "prova", "return_url": PATH})
    named = keys_in(client.get(PATH))
    assert named
    assert named <= set(hidden)
    answer = client.get(f"/media/{hidden[0]}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert bytes_of(answer)
    client.defaults["SERVER_NAME"] = izano.hostname
    assert client.get(f"/media/{hidden[0]}").status_code == 404


def test_addresses_cannot_be_guessed(illustrated: NewsPage, photo: MemberImage, settings: Any) -> None:
    """Whoever knows everything but the secret key knows no address."""
    before = photo.address(RENDITIONS)
    settings.SECRET_KEY = "another"
    assert photo.address(RENDITIONS) != before
    assert re.fullmatch(rf"crema/renditions/{photo.pk}-[0-9a-f]{{32}}", before)
