"""The same notice by Wagtail's page aliases: one alias in each member's tree, kept up to date by publishing.

The federation's handlers are off meanwhile, so that Wagtail is measured and not our placing of every alias; task
backend, search and database settings are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.models import NewsPage, NewsSectionPage
from federation import signal_handlers
from tests.benchmarks.by_placement import TABLE
from tests.benchmarks.italy import Country
from tests.benchmarks.measuring import Cost, Run, measure
from tests.publishing import section_of

SIGNALS = (page_published, page_unpublished, post_page_move, pre_delete, post_save, post_delete)


def costs(country: Country, *, members: int, times: int) -> list[Cost]:
    """Publish creates the aliases, republish and withdraw let Wagtail carry the change to them."""
    with _without_federation():
        pages = [_draft(country, f"Alias {members} {number}") for number in range(times)]
        found = _measured("publish", members, [partial(_publish_and_spread, page) for page in pages])
        for page in pages:
            assert page.aliases.count() == members
        again = [partial(_publish, page, title=f"{page.title}, corretto") for page in pages]
        found += _measured("republish", members, again)
        return found + _measured("withdraw", members, [partial(_unpublish, page) for page in pages])


def _measured(subject: str, members: int, runs: list[Run]) -> list[Cost]:
    return measure(TABLE, f"{subject}, {members:,} members", {"aliases": runs})


@contextmanager
def _without_federation() -> Iterator[None]:
    for signal in SIGNALS:
        signal.disconnect(dispatch_uid="federation")
    try:
        yield
    finally:
        signal_handlers.connect()


def _draft(country: Country, title: str) -> NewsPage:
    page = NewsPage(title=title, summary="Una frase.", live=False)
    with transaction.atomic():
        section_of(country.consortium).add_child(instance=page)
        page.save_revision()
    return page


@transaction.atomic
def _publish(page: NewsPage, *, title: str = "") -> None:
    page.title = title or page.title
    page.save_revision().publish()


@transaction.atomic
def _publish_and_spread(page: NewsPage) -> None:
    page.save_revision().publish()
    for section in NewsSectionPage.objects.filter(section_kind="notizie").exclude(pk=page.get_parent().pk):
        page.create_alias(parent=section)


@transaction.atomic
def _unpublish(page: NewsPage) -> None:
    page.refresh_from_db()
    page.unpublish()
