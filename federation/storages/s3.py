"""Files in a bucket of any S3. One policy makes renditions readable for everybody; no object has rights of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.db import transaction
from storages.backends.s3 import S3Storage

from federation.storages import KEPT_FOR_EVER, RENDITIONS, Body, StorageAway, StoredFile, address_of

# Somebody waits: a bucket that is away must be known as away in seconds, and botocore's own patience is minutes.
CONNECT_SECONDS, READ_SECONDS = 2, 10
NOT_FOUND = {"404", "NoSuchKey", "NotFound"}


class S3MediaStorage(S3Storage):  # type: ignore[misc]
    """`federation.storages.MediaStorage` on S3. It takes no options, so that tasks, which pass JSON, can name it."""

    def get_default_settings(self) -> dict[str, Any]:
        """`file_overwrite` and `querystring_auth` matter: by django-storages' defaults the second `logo.png` replaces
        the first, and every address expires."""
        defaults: dict[str, Any] = super().get_default_settings()
        return defaults | {
            "bucket_name": settings.S3_BUCKET,
            "endpoint_url": settings.S3_ENDPOINT_URL or None,
            "location": settings.S3_PREFIX,
            "file_overwrite": False,
            "querystring_auth": False,
            "default_acl": None,
            "client_config": Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"mode": "standard", "total_max_attempts": 2},
                signature_version="s3v4",
                s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
                # Not every S3 knows the check sums that newer clients send unasked.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return address_of(name)

    def exists(self, name: str) -> bool:
        with _answering():
            return bool(super().exists(name))

    def _save(self, name: str, content: Any) -> str:
        with _answering():
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _answering():
            return super()._open(name, mode)

    def delete(self, name: str) -> None:
        transaction.on_commit(partial(self.erase, name), robust=True)

    def erase(self, key: str) -> None:
        with _answering():
            super().delete(key)

    def put(self, key: str, content: bytes, *, content_type: str) -> None:
        with _answering():
            self._object(key).put(Body=content, ContentType=content_type, CacheControl=KEPT_FOR_EVER)

    def body(self, key: str, *, start: int = 0) -> Body:
        with _answering():
            answer = self._object(key).get(**({"Range": f"bytes={start}-"} if start else {}))
            body: Body = answer["Body"]
            return body

    def files(self, prefix: str) -> Iterator[StoredFile]:
        with _answering():
            for stored in self.bucket.objects.filter(Prefix=self._normalize_name(prefix)):
                yield StoredFile(stored.key.removeprefix(f"{self.location}/"), stored.last_modified)

    def publish_renditions(self) -> None:
        """Puts the policy on the bucket; another policy that stands there is replaced."""
        with _answering():
            self.connection.meta.client.put_bucket_policy(Bucket=self.bucket_name, Policy=bucket_policy())

    def _object(self, key: str) -> Any:
        return self.bucket.Object(self._normalize_name(key))


def bucket_policy() -> str:
    """Everybody may read renditions, nobody may list them, and everything else stays closed."""
    statement = {
        "Sid": "PublicRenditions",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{settings.S3_BUCKET}/*/{RENDITIONS}/*"],
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in NOT_FOUND:
            raise FileNotFoundError(str(error)) from error
        raise StorageAway(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StorageAway(str(error)) from error
