"""Both storages, held to the same contract; who may read what lies there, and what happens when one is away."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction

from federation.checks import check_storage
from federation.models import Member, MemberDocument
from federation.storages import StorageAway, media_storage
from tests.files import Bucket, document_of, image_of, picture

KEY = "crema/renditions/1-aaaa-page-480.webp"


@pytest.fixture(autouse=True)
def _empty(storage: str, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def keys(prefix: str) -> list[str]:
    return [stored.key for stored in media_storage().files(prefix)]


def text(key: str, *, start: int = 0) -> bytes:
    body = media_storage().body(key, start=start)
    try:
        return body.read(100)
    finally:
        body.close()


def test_a_file_is_put_replaced_read_in_part_listed_and_erased() -> None:
    storage = media_storage()
    storage.put(KEY, b"first", content_type="image/webp")
    storage.put(KEY, b"second", content_type="image/webp")
    storage.put("crema/renditions/12-aaaa-page-480.webp", b"another", content_type="image/webp")
    assert (text(KEY), text(KEY, start=3)) == (b"second", b"ond")
    assert keys("crema/renditions/1-aaaa") == [KEY]
    assert len(keys("crema/renditions/")) == 2
    assert keys("izano/renditions/") == []
    storage.erase(KEY)
    storage.erase(KEY)
    assert keys("crema/renditions/1-") == []
    with pytest.raises(FileNotFoundError):
        storage.body(KEY)


@pytest.mark.django_db
def test_no_upload_replaces_another(crema: Member, izano: Member) -> None:
    contents = [b"%PDF-1", b"%PDF-2", b"%PDF-3"]
    documents = [document_of(member, content) for member, content in zip((crema, crema, izano), contents, strict=True)]
    assert len({document.file.name for document in documents}) == 3
    assert [text(document.file.name) for document in documents] == contents
    assert [document.filename for document in documents] == ["verbale.pdf"] * 3


@pytest.mark.django_db
def test_every_key_begins_with_the_member_whose_collection_the_file_is_in(crema: Member, izano: Member) -> None:
    assert image_of(crema).file.name.startswith("crema/originals/")
    assert document_of(izano).file.name.startswith("izano/documents/")
    below = izano.collection.add_child(name="Feste")  # type: ignore[union-attr]
    file = ContentFile(b"%PDF", "festa.pdf")
    assert MemberDocument.objects.create(title="Festa", file=file, collection=below).file.name.startswith("izano/")
    nobodys = MemberDocument.objects.create(title="Di tutti", file=ContentFile(b"%PDF", "tutti.pdf"))
    assert nobodys.file.name.startswith("condivisi/documents/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["città è più.pdf", "a" * 400 + ".pdf", "à" * 220 + ".pdf", "../../fuori.pdf"])
def test_any_name_makes_a_key(crema: Member, name: str) -> None:
    document = document_of(crema, b"%PDF", name=name)
    document.refresh_from_db()
    assert text(document.file.name) == b"%PDF"
    assert document.file.name.startswith("crema/documents/")
    assert document.filename.endswith(".pdf")


@pytest.mark.django_db
def test_size_hash_and_upright_dimensions_stand_on_the_row(crema: Member, django_assert_num_queries: Any) -> None:
    image = image_of(crema, picture(400, 300, kind="JPEG", turned=6))
    image.refresh_from_db()
    assert (image.width, image.height) == (300, 400)
    document = document_of(crema, b"%PDF-1.7")
    document.refresh_from_db()
    assert (document.file_size, len(document.file_hash), len(image.file_hash)) == (8, 40, 40)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_save_that_is_rolled_back_loses_no_file(crema: Member) -> None:
    document = document_of(crema)
    with transaction.atomic():
        default_storage.delete(document.file.name)
        transaction.set_rollback(True)
    assert text(document.file.name)
    with transaction.atomic():
        default_storage.delete(document.file.name)
    assert keys(document.file.name) == []


@pytest.mark.django_db
def test_the_bucket_lets_everybody_read_renditions_and_nothing_else(storage: str, request: Any, crema: Member) -> None:
    if storage == "folder":
        assert default_storage.url(KEY) == f"/media/{KEY}"
        return
    bucket: Bucket = request.getfixturevalue("bucket")
    image, document = image_of(crema), document_of(crema)
    thumbnail = image.get_rendition("max-165x165")
    media_storage().put(KEY, b"picture", content_type="image/webp")
    assert default_storage.url(KEY) == f"{bucket.address}/{bucket.name}/{bucket.prefix}/{KEY}"
    assert bucket.read(KEY) == 200
    assert bucket.read("crema/renditions/none.webp") in (403, 404)  # AWS says 403 to those who may not list
    private = [image.file.name, document.file.name, thumbnail.file.name, "crema/private/1-a-page-480.webp"]
    assert [bucket.read(key) for key in private] == [403, 403, 403, 403]
    assert default_storage.url(image.file.name) == f"/media/{image.file.name}"


# --- configuration, and a storage that is away: they need no server -------------------------------------------


def test_the_policy_is_printed_for_a_bucket_only(storage: str, settings: Any) -> None:
    out = StringIO()
    if storage == "folder":
        with pytest.raises(CommandError):
            call_command("bucket_policy", stdout=out)
        return
    call_command("bucket_policy", apply=True, stdout=out)
    policy, _, last = out.getvalue().rpartition("}\n")
    assert json.loads(policy + "}")["Statement"][0]["Resource"] == [f"arn:aws:s3:::{settings.S3_BUCKET}/*/renditions/*"]
    assert last == f"The policy stands on {settings.S3_BUCKET}.\n"


def test_a_bucket_that_is_half_configured_is_an_error(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")

    def ids(**values: str) -> list[str | None]:
        for name in ("S3_BUCKET", "S3_ENDPOINT_URL", "S3_PUBLIC_URL", "S3_PREFIX"):
            setattr(settings, name, values.get(name, ""))
        return [error.id for error in check_storage()]

    assert ids() == ids(S3_BUCKET="media") == ids(S3_BUCKET="media", S3_PUBLIC_URL="https://media.example.org") == []
    assert ids(S3_ENDPOINT_URL="https://s3.example.org") == ["federation.E004"]
    assert ids(S3_BUCKET="media", S3_ENDPOINT_URL="s3.example.org") == ["federation.E005"]
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    assert ids(S3_BUCKET="media") == ["federation.E006"]


def test_a_storage_that_is_away_says_so(storage: str, settings: Any, tmp_path: Any) -> None:
    if storage == "folder":
        settings.MEDIA_ROOT = tmp_path / "not-mounted"
        with pytest.raises(StorageAway):
            media_storage().body(KEY)
        return
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"
    settings.STORAGES = dict(settings.STORAGES)
    storage_away = media_storage()
    for attempt in (
        lambda: storage_away.put(KEY, b"x", content_type="image/webp"),
        lambda: storage_away.body(KEY),
        lambda: storage_away.erase(KEY),
        lambda: list(storage_away.files("crema/")),
        lambda: default_storage.save(KEY, ContentFile(b"x")),
    ):
        with pytest.raises(StorageAway):
            attempt()
