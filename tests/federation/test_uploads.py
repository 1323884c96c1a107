"""What an editor may upload, and who may read it on the admin's host: a refusal is a sentence, never a 500."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from federation.models import Member, MemberDocument, MemberImage, User
from tests.files import bytes_of, document_of, image_of, picture

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is, in forty bytes."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
        + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    )  # fmt: skip


@pytest.fixture
def editor(crema_publisher: User, admin_site: Any) -> Client:
    client: Client = admin_site(crema_publisher)
    return client


def upload(client: Client, member: Member, what: str, name: str, content: bytes) -> str:
    """What the form says about the file; empty when it was taken."""
    url = reverse(f"wagtail{what}:add", urlconf="cms.urls.admin")
    file = SimpleUploadedFile(name, content)
    response = client.post(url, {"title": "Prova", "file": file, "collection": member.collection_id, "tags": ""})
    if response.status_code == 302:
        return ""
    assert response.status_code == 200
    return " ".join(response.context["form"].errors.get("file", []))


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.png", picture(), ""),
        ("a.jpg", picture(kind="JPEG"), ""),
        ("a.avif", picture(kind="AVIF"), ""),
        ("a.svg", SVG, "Formati supportati"),
        ("a.png", SVG, "."),
        ("a.jpg", picture(), "estensione"),
        ("a.pdf", b"%PDF-1.7", "immagine valida"),
        ("a.png", b"", "."),
        ("a.png", picture()[:1500], "rovinato"),
        ("a.jpg", picture(kind="JPEG")[:-3000], "rovinato"),
        ("a.png", bomb(10_000, 10_000), "pixel"),
        ("a.png", bomb(60_000, 60_000), "pixel"),
        ("a.png", bomb(0, 0), "."),
        ("a.png", picture() + b"0" * 16 * 1024 * 1024, "troppo grande"),
    ],
    ids=["png", "jpeg", "avif", "svg", "svg in disguise", "wrong extension", "pdf", "empty", "cut png", "cut jpeg",
         "many pixels", "a bomb", "no pixels", "too large"],
)  # fmt: skip
def test_an_image_is_taken_or_refused_in_words(
    editor: Client, crema: Member, name: str, content: bytes, refusal: str
) -> None:
    said = upload(editor, crema, "images", name, content)
    assert bool(said) == bool(refusal), said
    assert refusal.lower() in said.lower()
    assert MemberImage.objects.count() == (0 if refusal else 1)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.html", b"<script>alert(1)</script>", "permesse"),
        ("a.svg", SVG, "permesse"),
        ("a.exe", b"MZ", "permesse"),
        ("a.pdf", b"%PDF" + b"0" * 21 * 1024 * 1024, "troppo grande"),
    ],
)
def test_a_document_is_taken_or_refused_in_words(
    editor: Client, crema: Member, name: str, content: bytes, refusal: str
) -> None:
    said = upload(editor, crema, "docs", name, content)
    assert bool(said) == bool(refusal), said
    assert refusal.lower() in said.lower()
    assert MemberDocument.objects.count() == (0 if refusal else 1)


def test_an_image_is_uploaded_from_the_form_that_will_show_it(editor: Client, crema: Member) -> None:
    """Wagtail puts the image and the person who uploads it into its cache."""
    url = reverse("wagtailimages_chooser:create", urlconf="cms.urls.admin")
    sent = {
        "title": "Piazza",
        "collection": crema.collection_id,
        "tags": "",
        "file": SimpleUploadedFile("a.png", picture(60, 40)),
    }
    answer = editor.post(url, {f"image-chooser-upload-{name}": value for name, value in sent.items()})
    assert answer.json()["step"] == "chosen"


def test_files_on_the_admins_host_are_for_editors(
    editor: Client, crema: Member, outsider: User, izano_publisher: User, admin_site: Any
) -> None:
    image, document = image_of(crema), document_of(crema)
    thumbnail = image.get_rendition("max-165x165").url
    assert thumbnail.startswith("/media/crema/previews/")
    for url in (thumbnail, f"/media/{image.file.name}", document.url):
        assert bytes_of(editor.get(url))
        for stranger in (Client(SERVER_NAME="admin.localhost"), admin_site(outsider)):
            assert stranger.get(url).status_code == 302
    assert bytes_of(editor.get(document.url)) == b"%PDF-1.7"
    assert admin_site(izano_publisher).get(document.url).status_code == 404
    assert editor.get(f"/documenti/{document.pk}/altro.pdf").status_code == 404
    assert editor.get(f"/media/{document.file.name}").status_code == 404
    assert editor.get("/media/crema/renditions/../originals/x.png").status_code == 404


def test_no_public_host_hands_out_an_original_or_a_thumbnail(crema: Member, visit: Any) -> None:
    image, document = image_of(crema), document_of(crema)
    thumbnail = image.get_rendition("max-165x165").file.name
    for key in (image.file.name, document.file.name, thumbnail):
        for path in (f"/media/{key}", f"/media/crema/renditions/../../{key}", f"/media/crema/renditions/%2e%2e/{key}"):
            assert visit(crema, path).status_code == 404


@pytest.mark.s3
def test_an_upload_while_the_storage_is_away_is_refused_in_words(
    bucket: Any, editor: Client, crema: Member, settings: Any
) -> None:
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"
    settings.STORAGES = dict(settings.STORAGES)
    url = reverse("wagtailimages:add", urlconf="cms.urls.admin")
    data = {"title": "Prova", "file": SimpleUploadedFile("a.png", picture()), "collection": crema.collection_id}
    response = editor.post(url, data)
    assert response.status_code == 503
    assert "non ho salvato niente" in response.text
    assert MemberImage.objects.count() == 0
