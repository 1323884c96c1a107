"""What belongs to another member cannot be referred to: refused at the field, never stored, and logged."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import NewsPage
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.models import Member, MemberDocument, MemberImage, User
from federation.tenancy.references import ForeignReference
from tests.admin_desk import URLS, page_form
from tests.publishing import placement_of, publish_news, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(izano: Member) -> dict[str, Any]:
    """What Izano has: an image, a document, a published page."""
    return belongings(izano)


def belongings(member: Member, *, collection: Any = None) -> dict[str, Any]:
    """One of each in the member's collection."""
    where = collection or member.collection
    return {
        "image": MemberImage.objects.create(title="Foto", file=get_test_image_file(), collection=where),
        "document": MemberDocument.objects.create(
            title="Carta", file=ContentFile(b"%PDF-1.4", name="carta.pdf"), collection=where
        ),
        "page": publish_news(member, title="Altrove", slug="altrove"),
    }


def picture(row: Any) -> dict[str, Any]:
    """The value of a picture block."""
    return {"image": {"image": row.pk, "alt_text": "Foto", "decorative": False}, "caption": ""}


def paragraph_form(html: str) -> dict[str, Any]:
    """What the editor of a body sends for one paragraph."""
    block = NewsPage.body.field.stream_block.child_blocks["paragraph"]
    sent: dict[str, Any] = nested_form_data(
        {"body": streamfield([("paragraph", rich_text(html, features=block.features))])}
    )
    return sent


WAYS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "the image field": lambda it: {"image": it["image"].pk},
    "a link in rich text": lambda it: paragraph_form(f'<p><a linktype="page" id="{it["page"].pk}">x</a></p>'),
    "a document link in rich text": lambda it: paragraph_form(
        f'<p><a linktype="document" id="{it["document"].pk}">x</a></p>'
    ),
    "a picture block": lambda it: {
        "body-count": 1, "body-0-type": "picture", "body-0-deleted": "", "body-0-order": 0,
        "body-0-value-image-image": it["image"].pk, "body-0-value-image-alt_text": "Foto", "body-0-value-caption": "",
    },
    "a list of documents": lambda it: {
        "body-count": 1, "body-0-type": "documents", "body-0-deleted": "", "body-0-order": 0,
        "body-0-value-count": 1, "body-0-value-0-deleted": "", "body-0-value-0-order": 0,
        "body-0-value-0-value": it["document"].pk,
    },
}  # fmt: skip


def send(client: Client, page: Page, *, publish: bool, **data: Any) -> Any:
    """Saves the page in the admin."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    form = page_form(NewsPage.objects.get(pk=page.pk)) | data | ({"action-publish": "1"} if publish else {})
    return client.post(url, form)


@pytest.mark.parametrize("publish", [True, False], ids=["published", "saved as a draft"])
@pytest.mark.parametrize("way", WAYS)
def test_a_forged_reference_is_refused_at_its_field_and_never_stored(
    crema: Member, crema_publisher: User, admin_site: Any, theirs: dict[str, Any], way: str, publish: bool
) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    revisions = Revision.objects.count()
    response = send(admin_site(crema_publisher), page, publish=publish, **WAYS[way](theirs))
    form = response.context["form"]
    field = "image" if way == "the image field" else "body"
    assert "di un altro ente" in str(form.errors[field]), form.errors
    assert str(form.fields[field].label) in str(form.errors[field])
    assert "Altrove" not in response.text
    assert "Foto" not in response.text.replace('value="Foto"', "")
    assert Revision.objects.count() == revisions
    assert NewsPage.objects.get(pk=page.pk).image is None


def test_what_was_typed_beside_a_refused_picture_stays(
    crema: Member, crema_publisher: User, admin_site: Any, theirs: dict[str, Any]
) -> None:
    """Also in a field that was sent several times."""
    key = theirs["image"].pk
    typed = {"body-0-value-caption": [f"Foto {key}"], "body-0-value-subjects": ["lavori", "scuola"]}
    page = publish_news(crema, title="Nostra", slug="nostra")
    answer = send(admin_site(crema_publisher), page, publish=False, **WAYS["a picture block"](theirs) | typed)
    shown = answer.context["form"].data
    assert shown["body-0-value-image-image"] == ""
    assert {name: shown.getlist(name) for name in typed} == typed


@pytest.mark.parametrize("way", WAYS)
def test_the_same_reference_to_ones_own_is_stored(
    crema: Member, crema_publisher: User, admin_site: Any, way: str
) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    response = send(admin_site(crema_publisher), page, publish=True, **WAYS[way](belongings(crema)))
    assert response.status_code == 302, response.context["form"].errors


def test_what_the_consortium_offers_to_all_can_be_used(
    consortium: Member, crema: Member, crema_publisher: User, admin_site: Any
) -> None:
    consortium.refresh_from_db()
    offered = belongings(consortium, collection=consortium.offered_collection)
    page = publish_news(crema, title="Nostra", slug="nostra")
    for way in WAYS.values():
        assert send(admin_site(crema_publisher), page, publish=True, **way(offered)).status_code == 302


def test_what_the_consortium_keeps_to_itself_cannot(
    consortium: Member, crema: Member, crema_publisher: User, admin_site: Any
) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    response = send(admin_site(crema_publisher), page, publish=True, image=belongings(consortium)["image"].pk)
    assert "di un altro ente" in str(response.context["form"].errors["image"])


def test_a_page_that_ones_site_shows_can_be_linked_to(
    notice: Any, crema: Member, crema_publisher: User, admin_site: Any
) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    link = paragraph_form(f'<p><a linktype="page" id="{notice.pk}">x</a></p>')
    assert send(admin_site(crema_publisher), page, publish=True, **link).status_code == 302


def test_an_autosave_is_refused_in_the_editors_words(
    crema: Member, crema_publisher: User, admin_site: Any, theirs: dict[str, Any]
) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    form = page_form(NewsPage.objects.get(pk=page.pk)) | {"image": theirs["image"].pk}
    answer = admin_site(crema_publisher).post(url, form, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert not answer.json()["success"]


def test_a_new_page_is_refused_alike(
    crema: Member, crema_publisher: User, admin_site: Any, theirs: dict[str, Any]
) -> None:
    url = reverse("wagtailadmin_pages:add", args=["cms", "newspage", section_of(crema).pk], urlconf=URLS)
    form = page_form(NewsPage(title="Nuova", slug="nuova", published_on=timezone.localdate())) | {
        "image": theirs["image"].pk
    }
    response = admin_site(crema_publisher).post(url, form)
    assert "di un altro ente" in str(response.context["form"].errors["image"])
    assert not NewsPage.objects.filter(slug="nuova").exists()


def test_an_import_that_adds_such_a_page_is_refused_and_logged(
    crema: Member, theirs: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "federation.tenancy.references"), pytest.raises(ForeignReference):
        section_of(crema).add_child(instance=NewsPage(title="Presa", slug="presa", image=theirs["image"]))
    assert not NewsPage.objects.filter(slug="presa").exists()
    assert f"federation.MemberImage {theirs['image'].pk} in image" in caplog.text


@pytest.mark.parametrize("kind", ["picture", "paragraph"])
def test_a_draft_made_by_code_is_refused(crema: Member, theirs: dict[str, Any], kind: str) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    link = f'<p><a linktype="page" id="{theirs["page"].pk}">x</a></p>'
    value: Any = picture(theirs["image"]) if kind == "picture" else link
    page.body = page.body.stream_block.to_python([{"type": kind, "value": value}])
    with pytest.raises(ForeignReference, match="Testo"):
        page.save_revision()


def test_a_member_cannot_take_anothers_image_for_its_crest(crema: Member, theirs: dict[str, Any]) -> None:
    crema.brand.crest = theirs["image"]
    with pytest.raises(ForeignReference, match="Stemma"):
        crema.brand.save()


def test_a_received_item_cannot_be_given_anothers_image(notice: Any, crema: Member, theirs: dict[str, Any]) -> None:
    placement = placement_of(notice, crema)
    with pytest.raises(ForeignReference, match="Immagine"):
        override(placement.pk, overrides=Overrides(image=theirs["image"].pk), user=None)
    placement.refresh_from_db()
    assert placement.overrides == {}


def test_a_member_that_detaches_an_item_keeps_the_pictures_that_its_site_shows(
    consortium: Member, crema: Member, channel: Any, django_capture_on_commit_callbacks: Any
) -> None:
    image = belongings(consortium)["image"]
    with django_capture_on_commit_callbacks(execute=True):
        sent = publish_news(consortium, title="Con foto", slug="con-foto", channels=[channel], image=image)
    copy = detach(placement_of(sent, crema).pk, user=None)
    assert copy.specific.image == image


def test_a_save_that_only_the_net_below_the_forms_refuses_says_so_and_changes_nothing(
    crema: Member, crema_publisher: User, admin_site: Any, theirs: dict[str, Any]
) -> None:
    """Reverting to a revision from before the rule: no form is asked, the save itself is."""
    page = publish_news(crema, title="Nostra", slug="nostra")
    old = page.save_revision()
    Revision.objects.filter(pk=old.pk).update(content=old.content | {"image": theirs["image"].pk, "title": "Presa"})
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"], urlconf=URLS)
    response = admin_site(crema_publisher).post(f"{url}?id={page.pk}&next=/admin/", {"next": "/admin/"}, follow=True)
    assert "di un altro ente" in response.content.decode()
    assert Page.objects.get(pk=page.pk).title == "Nostra"


def test_the_message_is_about_content_and_not_about_ids(theirs: dict[str, Any], crema: Member) -> None:
    page = publish_news(crema, title="Nostra", slug="nostra")
    page.image = theirs["image"]
    with pytest.raises(ForeignReference) as refusal:
        page.save()
    assert json.dumps(str(refusal.value), ensure_ascii=False) == (
        '"«Immagine» usa un contenuto (immagine) di un altro ente: toglilo, o scegline uno del tuo ente."'
    )
