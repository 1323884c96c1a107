"""Those about images, documents and collections."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from federation.models import Member, MemberDocument, MemberImage
from tests.files import close, document_in_body
from tests.publishing import publish_news
from tests.tenancy.advisories.asking import SECRET, only_for, path, shows_nothing

pytestmark = pytest.mark.django_db


def image_in(collection: Collection) -> MemberImage:
    image: MemberImage = MemberImage.objects.create(title=SECRET, file=get_test_image_file(), collection=collection)
    return image


def document_in(collection: Collection) -> MemberDocument:
    file = ContentFile(b"%PDF-1.4", name="x.pdf")
    document: MemberDocument = MemberDocument.objects.create(title=SECRET, file=file, collection=collection)
    return document


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_cve_2026_44201_private_collections_in_the_api(
    client: Client, superuser: Client, izano: Member, kind: str
) -> None:
    """The API listed what lies in private collections; here it is closed to members, and Wagtail's answer is asked."""
    hidden_by_the_api(client, superuser, kind, private=izano.collection, holding=izano.collection)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_ghsa_c2xx_cjmh_9q8f_collections_below_private_ones(
    client: Client, superuser: Client, izano: Member, kind: str
) -> None:
    """The API listed what lies in collections below a private one, which are private too."""
    below = izano.collection.add_child(name="Sotto")  # type: ignore[union-attr]
    hidden_by_the_api(client, superuser, kind, private=izano.collection, holding=below)


def hidden_by_the_api(client: Client, superuser: Client, kind: str, *, private: Any, holding: Any) -> None:
    """Not even a superuser is shown what asks for a password, until it is given."""
    file = (image_in if kind == "images" else document_in)(holding)
    addresses = [path(f"wagtailadmin_api:{kind}:listing"), path(f"wagtailadmin_api:{kind}:detail", file.pk)]
    for address in addresses:
        only_for(superuser, address, client, status=302)
    CollectionViewRestriction.objects.create(collection=private, restriction_type="password", password="prova")
    for address, status in zip(addresses, (200, 404), strict=True):
        shows_nothing(superuser.get(address), status=status)
        shows_nothing(client.get(address), status=302)


def test_cve_2026_54259_choosers(client: Client, owner: Client, izano: Member) -> None:
    """The choosers told name and address of any image or document whose number was sent as the chosen one."""
    for kind, file in (("images", image_in(izano.collection)), ("docs", document_in(izano.collection))):
        only_for(owner, path(f"wagtail{kind}_chooser:chosen", file.pk), client)
        only_for(owner, f"{path(f'wagtail{kind}_chooser:chosen_multiple')}?id={file.pk}", client)
        only_for(owner, path(f"wagtail{kind}_chooser:choose_results"), client, status=200)
    only_for(owner, path("wagtailimages_chooser:select_format", image_in(izano.collection).pk), client)


def test_cve_2026_54261_previews_of_images(client: Client, owner: Client, izano: Member) -> None:
    """The screen that makes an image's address previewed any image."""
    address = path("wagtailimages:preview", image_in(izano.collection).pk, "width-165")
    assert owner.get(address).headers["Content-Type"].startswith("image/")
    assert client.get(address).status_code == 404


def test_ghsa_92hv_j533_69wc_documents_by_their_hash(client: Client, owner: Client, izano: Member) -> None:
    """Whoever sent a document's SHA-1 as its ETag was told that it is this document, before any right was asked."""
    document = document_in(izano.collection)
    site, wrong = Client(SERVER_NAME=izano.hostname or ""), f"/documenti/{document.pk}/altro.pdf"
    known, other = f'"{document.file_hash}"', f'"{"0" * 40}"'

    def answers(asking: Client, address: str) -> list[Any]:
        told = []
        for name in ("If-None-Match", "If-Match"):
            for etag in (known, other):
                answer = asking.get(address, headers={name: etag})
                told.append((answer.status_code, answer.headers.get("ETag"), answer.headers.get("Location")))
                close(answer)
        return told

    assert [status for status, *_ in answers(owner, document.url)][:2] == [304, 200]
    for asking in (client, Client(SERVER_NAME="admin.localhost"), site):
        for address in (document.url, wrong):
            assert len(set(answers(asking, address))) == 1
            assert answers(asking, address)[0][:2] in ((404, None), (302, None))
    publish_news(izano, title="Verbale", body=document_in_body(document))
    assert [status for status, *_ in answers(site, document.url)][:2] == [304, 200]
    CollectionViewRestriction.objects.create(collection=izano.collection, restriction_type="password", password="prova")
    assert len(set(answers(site, document.url))) == 1
    assert answers(site, document.url)[0][1] is None
