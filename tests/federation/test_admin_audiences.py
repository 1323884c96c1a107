"""Channels and associations that change: section 4 of the rules, whom an item is for."""

from __future__ import annotations

from typing import Any

import pytest

from cms.models import NewsPage
from federation.models import Association
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import publish_news
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db


def test_a_channel_concerns_the_sites_that_show_its_items(
    notice: Any, consortium: Any, crema: Any, izano: Any, channel: Any
) -> None:
    publish_news(consortium, title="Altro", slug="altro")
    with only_these_rise(consortium, crema, izano), unit_of_work():
        channel.name = "Fibra ottica"
        channel.save()


@pytest.fixture
def association(consortium: Any, crema: Any, izano: Any, offanengo: Any) -> Association:
    """Crema and Izano; the notice `suap` is for its members."""
    association = Association.objects.create(name="SUAP", slug="suap", lead=crema)
    association.members.set([crema, izano])
    return association


@pytest.fixture
def for_association(association: Association, consortium: Any, channel: Any) -> NewsPage:
    return publish_news(consortium, title="SUAP", slug="suap", channels=[channel], associations=[association])


def test_who_leaves_an_association_loses_what_was_for_its_members(
    for_association: Any, association: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano), unit_of_work():
        association.members.remove(izano)
    assert visit(izano, "/novita/notizie/suap/").status_code == 410
    assert visit(crema, "/novita/notizie/suap/").status_code == 200
    with only_these_rise(consortium, crema, izano), unit_of_work():
        izano.associations.add(association)
    assert visit(izano, "/novita/notizie/suap/").status_code == 200
    with only_these_rise(consortium, crema, izano), unit_of_work():
        izano.associations.clear()
    assert visit(izano, "/novita/notizie/suap/").status_code == 410


def test_a_correction_does_not_bring_back_what_is_not_addressed_any_more(
    for_association: Any, association: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with unit_of_work():
        association.members.remove(izano)
    with only_these_rise(consortium, crema):
        desk.edit(for_association, title="SUAP corretto")
    assert visit(izano, "/novita/notizie/suap/").status_code == 410
