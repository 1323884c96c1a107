"""A page type that stays at home (`Listed`, not `Syndicated`) can be read by the app, too."""

from __future__ import annotations

import pytest

from cms.models import LandingPage
from federation.models import Channel, Member
from mobile_api.loaders import channels_by_page as loader
from mobile_api.reading import contents, kinds, listing
from tests.publishing import publish_news

pytestmark = pytest.mark.django_db

AT_HOME = kinds.Kind("place", "Place", LandingPage, "places")  # any type without channels


def test_it_travels_by_no_channel_and_no_list_of_a_channel_has_it(
    monkeypatch: pytest.MonkeyPatch, consortium: Member, crema: Member, channel: Channel
) -> None:
    monkeypatch.setattr(listing, "KINDS", (*kinds.KINDS, AT_HOME))
    monkeypatch.setattr(loader, "KINDS_BY_NAME", kinds.KINDS_BY_NAME | {AT_HOME.name: AT_HOME})
    notice = publish_news(consortium, title="Fibra", channels=[channel])
    publish_news(consortium, title="Senza canale")
    by_channel = listing.Filters(channels=(channel.slug,)).shown(
        contents.READABLE.filter(member=crema), now=notice.listed_at
    )
    assert [row.item.page_id for row in by_channel] == [notice.pk]
    found = loader.channels_by_page([(AT_HOME.name, crema.site.root_page_id), (kinds.NEWS.name, notice.pk)])  # type: ignore[union-attr]
    assert {key: row.slug for key, row in found.items()} == {(kinds.NEWS.name, notice.pk): channel.slug}
