"""The same notice by Wagtail's page aliases: one alias in each member's tree, kept up to date by publishing.

The federation's handlers are off meanwhile, so that Wagtail is measured and not our placing of every alias; task
backend, search and database settings are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.models import NewsPage, NewsSectionPage
from federation import signal_handlers
from tests.benchmarks.italy import Country
from tests.publishing import section_of

SIGNALS = (page_published, page_unpublished, post_page_move, pre_delete, post_save, post_delete)


@contextmanager
def _without_federation() -> Iterator[None]:
    for signal in SIGNALS:
        signal.disconnect(dispatch_uid="federation")
    try:
        with transaction.atomic():
            yield
    finally:
        signal_handlers.connect()


class Aliases:
    """Publishing creates them; republishing and withdrawing let Wagtail carry the change to them."""

    name = "aliases"

    def __init__(self, country: Country) -> None:
        self.country = country

    @_without_federation()
    def draft(self, title: str) -> NewsPage:
        """Not measured."""
        page = NewsPage(title=title, summary="Una frase.", live=False)
        section_of(self.country.consortium).add_child(instance=page)
        page.save_revision()
        return page

    @_without_federation()
    def publish(self, page: NewsPage) -> None:
        page.save_revision().publish()
        for section in NewsSectionPage.objects.filter(section_kind="notizie").exclude(pk=page.get_parent().pk):
            page.create_alias(parent=section)

    @_without_federation()
    def republish(self, page: NewsPage) -> None:
        """With another title."""
        page.title = f"{page.title}, corretto"
        page.save_revision().publish()

    @_without_federation()
    def withdraw(self, page: NewsPage) -> None:
        page.refresh_from_db()
        page.unpublish()

    def receivers(self, page: NewsPage) -> int:
        """How many members' trees have it."""
        aliases: int = page.aliases.count()
        return aliases
