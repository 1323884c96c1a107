"""Where files lie: a folder of this machine, or a bucket of any S3 (docs/adr/0009). The key alone says who may read.

`<member>/renditions/…` is public. `<member>/private/…`, `previews/…`, `originals/…` and `documents/…` are read by the
product only, which hands them out after asking who wants them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.encoding import filepath_to_uri

RENDITIONS, PRIVATE, PREVIEWS, ORIGINALS, DOCUMENTS = "renditions", "private", "previews", "originals", "documents"
KEY_LENGTH = 255  # of bytes, which every file system takes for one part of it, too
SHARED = "condivisi"  # the prefix of what is in no member's collection
# Browsers may keep a rendition for ever, because other content has another address. A cache between them and us asks
# again after five minutes, so that what was withdrawn does not live on there.
KEPT_FOR_EVER = "public, max-age=31536000, immutable, s-maxage=300"


class StorageAway(OSError):
    """The storage does not answer, or does not let us in. What a page says does not depend on it."""


class Body(Protocol):
    """An open file."""

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the storage."""

    key: str
    modified: datetime


class MediaStorage(Protocol):
    """What both storages can do beside Django's own contract. Everything here may raise `StorageAway`.

    `delete`, which Wagtail calls in the middle of a save, waits for the commit: a save that is rolled back loses
    nothing. `erase` does it now.
    """

    def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """Whole or not at all; what lay there is replaced."""

    def body(self, key: str, *, start: int = 0) -> Body:
        """From byte `start` on. FileNotFoundError where nothing lies."""

    def files(self, prefix: str) -> Iterator[StoredFile]:
        """Those whose key begins so."""

    def erase(self, key: str) -> None:
        """Also when nothing lies there."""


def media_storage() -> MediaStorage:
    """The one that the settings choose."""
    return cast("MediaStorage", default_storage)


def region_of(key: str) -> str:
    """`renditions` for `crema/renditions/12-…`; empty for what is no key of ours, and no storage could have."""
    parts = key.split("/")
    is_key = (
        len(parts) > 2 and not {"", ".", ".."} & set(parts) and key.isprintable() and len(key.encode()) <= KEY_LENGTH
    )
    return parts[1] if is_key else ""


def address_of(key: str) -> str:
    """Where a browser finds the file: public ones at the storage, the others on our hosts, which ask who wants them."""
    base = settings.RENDITIONS_URL if region_of(key) == RENDITIONS else settings.MEDIA_URL
    return f"{base}{filepath_to_uri(key)}"


def content_type_of(key: str) -> Any:
    """Python's own table knows neither of the two formats everywhere."""
    return {"avif": "image/avif", "webp": "image/webp"}.get(key.rpartition(".")[2])
