"""Files in a folder of this machine, `MEDIA_ROOT`; what an installation without an object store has."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db import transaction

from federation.storages import Body, StorageAway, StoredFile, address_of


class LocalMediaStorage(FileSystemStorage):
    """`federation.storages.MediaStorage` on a file system."""

    def url(self, name: str | None) -> str:
        return address_of(name or "")

    def delete(self, name: str) -> None:
        transaction.on_commit(partial(super().delete, name), robust=True)

    def erase(self, key: str) -> None:
        super().delete(key)

    def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """Under another name first: a visitor who comes meanwhile must not get half a picture, and keep it."""
        path = Path(self.path(key))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)

    def body(self, key: str, *, start: int = 0) -> Body:
        path = Path(self.path(key))
        if not Path(self.location).is_dir():
            raise StorageAway(f"There is no folder {self.location}.")
        try:
            file = path.open("rb")
        except (IsADirectoryError, NotADirectoryError) as error:
            raise FileNotFoundError(key) from error
        file.seek(start)
        return file

    def files(self, prefix: str) -> Iterator[StoredFile]:
        """`prefix` names a folder, and how names in it begin."""
        folder, _, beginning = prefix.rpartition("/")
        try:
            entries = sorted(os.scandir(self.path(folder)), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        for entry in entries:
            if entry.is_file() and entry.name.startswith(beginning):
                modified = datetime.fromtimestamp(entry.stat().st_mtime, tz=UTC)
                yield StoredFile(f"{folder}/{entry.name}", modified)
