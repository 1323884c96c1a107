"""What no browser sends by itself is answered as what is not there, and never with an error of the server."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from federation.models import Member, MemberDocument, User
from tests.admin_desk import URLS, Desk, page_form
from tests.publishing import publish_news
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
KEYS = ("abc", "²", "1.5", str(2**80), "")


@pytest.mark.parametrize("model", [("federation", "item"), ("wagtailcore", "page"), ("federation", "memberimage")])
@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_another_form_than_the_models_names_no_row(crema: Member, model: tuple[str, str], key: str) -> None:
    path = reverse("wagtail_bulk_action", args=[*model, "unknown"], urlconf=URLS)
    assert enter(person("crema", "editor")).get(f"{path}?id={key}").status_code == 404
    assert enter(User.objects.create_superuser("installatore")).get(f"{path}?id={key}").status_code == 404


NULS = {
    "whose": "/admin/?ente=%00",
    "whose people": "/admin/persone/?ente=a%00b",
    "the name of a parameter": "/admin/?%00=crema",
    "the search for a member": "/admin/ente/?q=%00",
    "a tag": "/admin/tag-autocomplete/?term=%00",
    "a search": "/admin/pages/search/?q=comune%00",
    "a chooser": "/admin/choose-page/search/?q=%00",
    "a search for images": "/admin/images/?q=%00",
    "the register": "/admin/registro/?object=%00",
    "a file that is another's": "/documenti/{document}/a%00b",
}


@pytest.mark.postgres
@pytest.mark.parametrize("signed_in", [True, False], ids=["", "a stranger"])
@pytest.mark.parametrize("what", NULS)
def test_a_nul_in_an_address_of_the_admin_is_nowhere(
    crema: Member, offanengo: Member, izano: Member, what: str, signed_in: bool
) -> None:
    """PostgreSQL takes none in a text, and answers with an error."""
    document = MemberDocument.objects.create(
        title="Carta", file=ContentFile(b"%PDF-1.4", name="carta.pdf"), collection=izano.collection
    )
    user = person("crema", "administrator", ("offanengo", "administrator"))
    client = enter(user) if signed_in else Client(SERVER_NAME="admin.localhost")
    assert client.get(NULS[what].format(document=document.pk)).status_code == 404


@pytest.mark.postgres
def test_a_nul_in_a_form_is_refused_like_any_other_mistake(crema: Member, offanengo: Member, admin_site: Any) -> None:
    desk = Desk(admin_site(person("crema", "administrator", ("offanengo", "administrator"))))
    desk.post("federation_switch", ente="crema\0", status=404)
    page = publish_news(crema, title="Fibra", slug="fibra")
    form = page_form(page, title="Fi\0bra", summary="\0")
    answer = desk.client.post(reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS), form)
    assert set(answer.context["form"].errors) == {"title", "summary"}


@pytest.mark.parametrize("address", ["pages/{page}/edit/", "pages/{page}/edit/preview/", "choose-external-link/"])
def test_a_form_that_came_incomplete_is_refused_in_words(crema: Member, address: str) -> None:
    """Wagtail fails on a field that every browser sends; a connection that breaks off may cut it."""
    page = publish_news(crema, title="Fibra", slug="fibra")
    client = enter(person("crema", "administrator"))
    form = {name: value for name, value in page_form(page, title="Altro").items() if name != "body-count"}
    answer = client.post(f"/admin/{address.format(page=page.pk)}", form)
    assert answer.status_code == 400
    assert "incompleto" in answer.text
    page.refresh_from_db()
    assert (page.title, page.latest_revision.object_str) == ("Fibra", "Fibra")
