"""A page of Crema's with a photo; files lie in a folder of the test's own, or where its `storage` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cms.models import NewsPage
from federation.models import Member, MemberImage
from tests.files import image_of
from tests.publishing import publish_news


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(crema: Member) -> MemberImage:
    return image_of(crema)


@pytest.fixture
def illustrated(crema: Member, photo: MemberImage) -> NewsPage:
    """With the photo in front; the reader has not come yet."""
    return publish_news(crema, title="Piazza", slug="piazza", image=photo)
