"""Addresses of files that nobody of ours writes: nothing is handed out by them, and nothing breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from federation.models import Member, MemberDocument
from tests.cms.downloads import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("host", ["crema", "admin"])
@pytest.mark.parametrize("address", ["/documenti/{pk}/{name}", "/documenti/{eastern}/{name}"])
def test_a_document_that_nothing_shows_is_handed_out_under_no_spelling_of_its_number(
    address: str, host: str, minutes: MemberDocument, crema: Member
) -> None:
    path = address.format(pk=minutes.pk, eastern=str(minutes.pk).translate(EASTERN_DIGITS), name=minutes.filename)
    client = Client(SERVER_NAME=(crema.hostname or "") if host == "crema" else settings.ADMIN_HOST)
    assert CONTENT not in client.get(path, follow=True).getvalue()


@pytest.mark.parametrize(
    "key", ["a\0b.webp", f"{'a' * 300}.webp", "folder.webp", "file.webp/more.webp", "missing.webp"]
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_key_under_which_nothing_can_lie_is_not_found(method: str, key: str, crema: Member, settings: Any) -> None:
    renditions = Path(settings.MEDIA_ROOT) / "crema" / "renditions"
    (renditions / "folder.webp").mkdir(parents=True, exist_ok=True)
    (renditions / "file.webp").touch()
    client = Client(SERVER_NAME=crema.hostname or "")
    assert getattr(client, method)(f"/media/crema/renditions/{key}").status_code == 404
