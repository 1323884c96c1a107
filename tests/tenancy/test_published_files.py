"""An editor changes the files that nothing in public shows; of the others, who publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from federation.actions.override import Overrides, override
from federation.models import Channel, Member, MemberDocument, MemberImage
from tests.admin_desk import URLS
from tests.conftest import for_a_whole_file
from tests.files import document_in_body, document_of, image_of, picture
from tests.publishing import placement_of, publish_news
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
SENTENCE = "è su una pagina pubblicata: lo cambia chi pubblica"
SPACES = {MemberImage: "wagtailimages", MemberDocument: "wagtaildocs"}
File = MemberImage | MemberDocument


def on_a_page(member: Member, notice: Any) -> File:
    image = image_of(member)
    publish_news(member, title="Con foto", image=image)
    return image


def offered_on_a_page(member: Member, notice: Any) -> File:
    document = document_of(member)
    publish_news(member, title="Con carta", body=document_in_body(document))
    return document


def in_the_crest(member: Member, notice: Any) -> File:
    image = image_of(member)
    member.brand.crest = image
    member.brand.save()
    return image


def on_what_was_received(member: Member, notice: Any) -> File:
    image = image_of(member)
    override(placement_of(notice, member).pk, overrides=Overrides(image=image.pk), user=None)
    return image


PUBLIC: list[Callable[[Member, Any], File]] = [on_a_page, offered_on_a_page, in_the_crest, on_what_was_received]
Files = dict[Callable[[Member, Any], File], File]


@pytest.fixture(scope="module")
def in_public(django_db_setup: None, django_db_blocker: Any) -> Iterator[Files]:
    """Crema's, by what has put them there."""
    with for_a_whole_file(django_db_blocker):
        crema, banda = Member.objects.get(slug="crema"), Channel.objects.get(slug="banda")
        notice = publish_news(banda.owner, title="Fibra a Crema", channels=[banda])
        yield {make: make(crema, notice) for make in PUBLIC}


def change(client: Client, file: File) -> Any:
    """Another file behind the same row."""
    content, name = b"%PDF-1.4 preso", "preso.pdf"
    if isinstance(file, MemberImage):
        content, name = picture(colour="red"), "preso.png"
    new = ContentFile(content, name)
    form = {"title": "Preso", "file": new, "collection": file.collection_id, "tags": ""}
    return client.post(reverse(f"{SPACES[type(file)]}:edit", args=[file.pk], urlconf=URLS), form)


def delete(client: Client, file: File) -> Any:
    return client.post(reverse(f"{SPACES[type(file)]}:delete", args=[file.pk], urlconf=URLS), follow=True)


def in_bulk(client: Client, file: File, action: str) -> Any:
    own = Collection.objects.get(pk=file.collection_id)
    folder = own.get_children().first() or own.add_child(name="Altra")
    path = reverse("wagtail_bulk_action", args=["federation", type(file).__name__.lower(), action], urlconf=URLS)
    form = {"collection": folder.pk, "next": "/admin/"}
    return client.post(f"{path}?id={file.pk}&next=/admin/", form, follow=True)


CHANGES: dict[str, Callable[[Client, File], Any]] = {
    "edit": change,
    "delete": delete,
    "bulk delete": lambda client, file: in_bulk(client, file, "delete"),
    "bulk move": lambda client, file: in_bulk(client, file, "add_to_collection"),
}


def stored(file: File) -> Any:
    return type(file)._default_manager.filter(pk=file.pk).values().first()


@pytest.mark.parametrize("who", [("crema", "editor"), ("consorzio", "editor")], ids="-".join)
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("make", PUBLIC)
def test_an_editor_changes_nothing_that_is_in_public(
    in_public: Files, make: Callable[[Member, Any], File], how: str, who: tuple[str, str]
) -> None:
    file = in_public[make]
    before = stored(file)
    answer = CHANGES[how](enter(person(*who)), file)
    assert SENTENCE in answer.text
    assert stored(file) == before


@pytest.mark.parametrize("who", [("crema", "publisher"), ("crema", "administrator"), ("consorzio", "publisher")],
                         ids="-".join)  # fmt: skip
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("make", [on_a_page, offered_on_a_page])
def test_who_publishes_there_does(
    in_public: Files, make: Callable[[Member, Any], File], how: str, who: tuple[str, str]
) -> None:
    file = in_public[make]
    before = stored(file)
    CHANGES[how](enter(person(*who)), file)
    assert stored(file) != before


@pytest.mark.parametrize("how", CHANGES)
def test_an_editor_changes_what_only_drafts_have(crema: Member, how: str) -> None:
    image, document = image_of(crema), document_of(crema)
    page = publish_news(crema, title="Nostra", slug="nostra")
    page.image = image
    page.save_revision()
    hidden = publish_news(crema, title="Ritirata", body=document_in_body(document))
    hidden.unpublish()
    client = enter(person("crema", "editor"))
    for file in (image, document):
        before = stored(file)
        CHANGES[how](client, file)
        assert stored(file) != before


def test_an_editor_reads_what_they_may_not_change(in_public: Files) -> None:
    client = enter(person("crema", "editor"))
    for make in (on_a_page, offered_on_a_page):
        file = in_public[make]
        page = client.get(reverse(f"{SPACES[type(file)]}:edit", args=[file.pk], urlconf=URLS))
        assert (page.status_code, file.title in page.text) == (200, True)
