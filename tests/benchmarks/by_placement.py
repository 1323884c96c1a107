"""One notice by placement: publish, publish again with another title, withdraw."""

from __future__ import annotations

from functools import partial

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Placement
from federation.unit_of_work import unit_of_work
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, Run, measure
from tests.publishing import section_of

TABLE = "One notice on the site of every member"


def costs(country: Country, *, members: int, times: int) -> list[Cost]:
    """Each use case in a unit of work, as the product runs it."""
    pages = [_draft(country, f"Avviso {members} {number}") for number in range(times)]
    found = _measured("publish", members, [partial(_publish, page) for page in pages])
    for page in pages:
        shown = Placement.objects.filter(item__page_id=page.pk).shown().exclude(member=country.consortium).count()
        assert shown == members, f"{shown} of {members} members show the notice"
    found += _measured(
        "republish", members, [partial(_publish, page, title=f"{page.title}, corretto") for page in pages]
    )
    away = [partial(withdraw, page.pk, explanation="Superato.", user=None) for page in pages]
    return found + _measured("withdraw", members, away)


def _measured(subject: str, members: int, runs: list[Run]) -> list[Cost]:
    return measure(TABLE, f"{subject}, {members:,} members", {"placements": runs})


def _draft(country: Country, title: str) -> NewsPage:
    page = NewsPage(title=title, summary="Una frase.", live=False)
    with unit_of_work():
        section_of(country.consortium).add_child(instance=page)
        page.channels = [country.channel]
        page.save_revision()
    return page


def _publish(page: NewsPage, *, title: str = "") -> None:
    with unit_of_work():
        page.title = title or page.title
        page.save_revision().publish()
