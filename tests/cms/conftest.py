"""A notice with a document, on several sites."""

from __future__ import annotations

from typing import Any

import pytest

from cms.models import NewsPage
from federation.models import Channel, Member, MemberDocument
from tests.cms.downloads import CONTENT
from tests.files import document_in_body, document_of
from tests.publishing import publish_news


@pytest.fixture
def own_files(storage: str, settings: Any, tmp_path: Any) -> None:
    """A folder, or a part of a bucket, that is the test's own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def minutes(consortium: Member) -> MemberDocument:
    return document_of(consortium, CONTENT, name="Verbale è qui.pdf")


@pytest.fixture
def attached(consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel,
             minutes: MemberDocument) -> NewsPage:  # fmt: skip
    """A notice of the consortium with the minutes; Crema and Izano show it, Offanengo was offered it."""
    return publish_news(consortium, title="Verbale", slug="verbale", body=document_in_body(minutes), channels=[channel])
