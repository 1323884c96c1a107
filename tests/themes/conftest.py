"""Templates are tested against the files of the build; no manifest is needed."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def plain_static_files() -> Iterator[None]:
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN}):
        yield
