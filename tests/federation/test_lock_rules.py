"""Why the rules of docs/adr/0002 stand: each scenario is right with its rule and goes wrong, every time, without it.

Two transactions are led by hand through the one order of events that matters; nothing here depends on luck.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from cms.models import NewsPage
from federation.models import Channel, Member
from federation.models.clock import ClockManager
from federation.tree_locks import lock_for_tree_change, lock_pages
from federation.unit_of_work import unit_of_work
from tests.crowd import Reader, in_thread
from tests.publishing import publish_news, republish, section_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
A_MOMENT = 2.0  # seconds until whoever must wait for a lock certainly waits
PATIENCE = 20


@pytest.mark.parametrize("rule", [True, False], ids=["without constraint", "with constraint"])
def test_a_constraint_towards_pages_deadlocks(rule: bool, consortium: Member, crema: Member, channel: Channel) -> None:
    """An editor holds the section in which the consortium's notice is about to be placed."""
    failures: list[BaseException] = []
    with _constraint_towards_sections(exists=not rule):
        notice = Second(lambda: publish_news(consortium, title="Avviso", channels=[channel]), failures)
        try:
            with unit_of_work():
                section_of(crema).add_child(instance=NewsPage(title="Nota", slug="nota"))
                notice.begin_and_wait()  # the notice holds the clock, and checks the constraint
        except DatabaseError as error:
            failures.append(error)
        notice.join()
    assert _deadlocks(failures) == (0 if rule else 1)
    assert len(failures) == _deadlocks(failures)


@pytest.mark.parametrize("rule", [True, False], ids=["parent locked", "parent not locked"])
def test_without_the_parents_lock_the_counter_goes_wrong(rule: bool, crema: Member) -> None:
    """Two editors delete the same page at the same moment; one of them must be told that it is gone.

    Without the lock both count it off, and the section looks empty in the admin though a page is left in it.
    """
    section = section_of(crema)
    page_id = publish_news(crema, title="Doppione").pk
    publish_news(crema, title="Altra")
    failures: list[BaseException] = []

    def delete(meanwhile: Callable[[], None] = lambda: None) -> None:
        with unit_of_work():
            if rule:
                lock_for_tree_change(children=[page_id])
            Page.objects.get(pk=page_id).specific.delete()
            meanwhile()

    second = Second(delete, failures)
    delete(second.begin_and_wait)
    second.join()
    section.refresh_from_db()
    assert Page.objects.child_of(section).count() == 1
    assert section.numchild == (1 if rule else 0)
    assert [type(error) for error in failures] == ([Page.DoesNotExist] if rule else [])


@pytest.mark.parametrize("rule", [True, False], ids=["page locked", "page not locked"])
def test_without_its_lock_a_page_is_saved_to_its_old_place(rule: bool, crema: Member) -> None:
    """A page is edited while its section is sorted: the save writes the whole row back, and the sorting is undone.

    Where a third page has taken the old place meanwhile, the editor is refused («Path esiste già») or the tree breaks.
    """
    pages = [publish_news(crema, title=title) for title in ("Prima", "Seconda")]
    failures: list[BaseException] = []
    second = Second(lambda: _move_to_the_end(pages[0]), failures)
    with unit_of_work():
        if rule:
            lock_pages([pages[0].pk])
        page = Page.objects.get(pk=pages[0].pk).specific
        second.begin_and_wait()
        page.save_revision().publish()
    second.join()
    titles = [page.title for page in section_of(crema).get_children()]
    assert titles == (["Seconda", "Prima"] if rule else ["Prima", "Seconda"])
    assert failures == []


@pytest.mark.parametrize("rule", [True, False], ids=["clock", "sequence"])
def test_a_sequence_lets_readers_miss_a_change(
    rule: bool, crema: Member, izano: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader reads while an earlier number is not committed yet and a later one is."""
    first, later = publish_news(crema, title="Prima"), publish_news(izano, title="Dopo")
    failures: list[BaseException] = []
    reader = Reader()
    reader.read_all()
    with _sequence_instead_of_clock(monkeypatch, exists=not rule):
        second = Second(lambda: republish(later, title="Dopo, corretto"), failures)
        with transaction.atomic():
            with unit_of_work():  # joins the transaction, and takes the number while it stays open
                republish(first, title="Prima, corretto")
            second.begin_and_wait()
            in_thread(reader.read_all, failures).join(PATIENCE)
        second.join()
    assert (reader.missed() == []) is rule
    assert failures == []


class Second:
    """A second person, who waits for the sign to begin."""

    def __init__(self, job: Callable[[], Any], failures: list[BaseException]) -> None:
        self._sign = Event()

        def run() -> None:
            assert self._sign.wait(PATIENCE)
            job()

        self._thread = in_thread(run, failures)

    def begin(self) -> None:
        self._sign.set()

    def begin_and_wait(self) -> None:
        """Long enough to finish, or to stand before a lock."""
        self.begin()
        time.sleep(A_MOMENT)

    def join(self) -> None:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def _move_to_the_end(page: Page) -> None:
    with unit_of_work():
        lock_for_tree_change(children=[page.pk])
        moved = Page.objects.get(pk=page.pk)
        moved.move(moved.get_parent(), pos="last-child")


def _deadlocks(failures: list[BaseException]) -> int:
    return sum(getattr(error.__cause__, "sqlstate", "") == "40P01" for error in failures)


@contextmanager
def _constraint_towards_sections(*, exists: bool) -> Iterator[None]:
    name = "section_of_placement"
    with connection.cursor() as cursor:
        if exists:
            cursor.execute(
                f"ALTER TABLE federation_placement ADD CONSTRAINT {name} FOREIGN KEY (section_id) "
                "REFERENCES wagtailcore_page (id) DEFERRABLE INITIALLY DEFERRED"
            )
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE federation_placement DROP CONSTRAINT IF EXISTS {name}")


@contextmanager
def _sequence_instead_of_clock(monkeypatch: pytest.MonkeyPatch, *, exists: bool) -> Iterator[None]:
    def take(clock: ClockManager) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('instead_of_clock')")
            number: int = cursor.fetchone()[0]
            return number

    with connection.cursor() as cursor:
        if exists:
            cursor.execute("CREATE SEQUENCE instead_of_clock START 1000")
            monkeypatch.setattr(ClockManager, "take", take)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE IF EXISTS instead_of_clock")
