"""Pictures and documents of members, and a bucket to put them in."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.signals import request_finished
from django.db import close_old_connections
from PIL import Image

from cms.models import NewsPage
from federation.models import Member, MemberDocument, MemberImage
from federation.storages import RENDITIONS, media_storage
from federation.storages.s3 import S3MediaStorage

URLS = re.compile(r'[^\s",]+/(?:renditions|private)/[^\s",]+')
FILES_OF_A_PHOTO = 12  # six sizes in two formats, of `picture()`


def picture(width: int = 1600, height: int = 900, *, colour: str = "teal", kind: str = "PNG", turned: int = 1) -> bytes:
    """A plain picture; `turned` is the orientation in its EXIF part."""
    file = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", (width, height), colour).save(file, kind, exif=exif)
    return file.getvalue()


def image_of(member: Member, content: bytes | None = None, *, title: str = "Piazza", **fields: Any) -> MemberImage:
    file = ImageFile(BytesIO(content if content is not None else picture()), "piazza.png")
    return MemberImage.objects.create(
        title=title, description="La piazza", file=file, collection=member.collection, **fields
    )


def document_of(member: Member, content: bytes = b"%PDF-1.7", *, name: str = "verbale.pdf") -> MemberDocument:
    return MemberDocument.objects.create(title="Verbale", file=ContentFile(content, name), collection=member.collection)


@dataclass(frozen=True)
class Bucket:
    """`prefix` is the part of the bucket that is a test's own."""

    address: str
    name: str
    prefix: str

    def read(self, key: str) -> int:
        """The status with which the bucket answers anybody who asks for the key, without a signature."""
        try:
            with urllib.request.urlopen(f"{self.address}/{self.name}/{self.prefix}/{key}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


@contextmanager
def use_bucket(settings: Any) -> Iterator[Bucket]:
    bucket = Bucket(os.environ["TESTS_S3_ENDPOINT_URL"], os.environ["TESTS_S3_BUCKET"], f"test-{uuid4().hex}")
    settings.S3_ENDPOINT_URL, settings.S3_BUCKET, settings.S3_PREFIX = bucket.address, bucket.name, bucket.prefix
    settings.RENDITIONS_URL = f"{bucket.address}/{bucket.name}/{bucket.prefix}/"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "federation.storages.s3.S3MediaStorage"}}
    storage = S3MediaStorage()
    storage.publish_renditions()
    yield bucket
    for stored in storage.files(""):
        storage.erase(stored.key)


def bytes_of(response: Any) -> bytes:
    """The whole body of an answer, which is closed afterwards, as a server does."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    close(response)
    return body


def close(response: Any) -> None:
    """As a server does; but the connection stays, because it holds the test's own transaction."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def picture_in_body(image: MemberImage) -> Any:
    value = {"image": {"image": image.pk, "alt_text": "Vista", "decorative": False}, "caption": "Oggi"}
    return NewsPage().body.stream_block.to_python([{"type": "picture", "value": value}])


def document_in_body(document: MemberDocument, *, in_text: bool = False) -> Any:
    link = f'<p><a linktype="document" id="{document.pk}">il verbale</a></p>'
    block = {"type": "paragraph", "value": link} if in_text else {"type": "documents", "value": [document.pk]}
    return NewsPage().body.stream_block.to_python([block])


def keys_of(image: MemberImage, region: str = RENDITIONS) -> list[str]:
    """Of all renditions of the image that lie in the storage."""
    prefix = f"{image.file.name.partition('/')[0]}/{region}/"
    return [stored.key for stored in media_storage().files(prefix) if stored.key.startswith(f"{prefix}{image.pk}-")]


def keys_in(answer: Any) -> set[str]:
    """The keys of the renditions that an answer names."""
    return {"/".join(url.rsplit("/", 3)[1:]) for url in URLS.findall(answer.text)}
