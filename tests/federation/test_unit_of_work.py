"""The unit of work: what is noted is placed in the same commit, or not at all (section 2 of the rules)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.db.models.signals import post_save, pre_save
from wagtail.models import Page

from cms.models import NewsPage
from federation.actions.reconcile import reconcile
from federation.models import Clock, Item, Placement
from federation.models.clock import clock_moved
from federation.notes import Note, pull_notes, take_note
from federation.unit_of_work import EndlessChangesError, unit_of_work
from tests.interrupting import interrupted
from tests.publishing import placement_of, publish_news, republish, section_of
from tests.rising import versions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def announced() -> Iterator[list[int]]:
    """The numbers that `clock_moved` told the readers."""
    numbers: list[int] = []

    def hear(seq: int, **kwargs: Any) -> None:
        assert not transaction.get_connection().in_atomic_block
        numbers.append(seq)

    clock_moved.connect(hear)
    yield numbers
    clock_moved.disconnect(hear)


@pytest.fixture
def page(crema: Any) -> NewsPage:
    """A page of Crema's own."""
    return publish_news(crema, title="Mercato", slug="mercato")


class UnplaceableError(Exception):
    """What the database says when an item cannot be written."""


@contextmanager
def items_that_cannot_be_written() -> Iterator[None]:
    def refuse(sender: Any, **kwargs: Any) -> None:
        raise UnplaceableError

    pre_save.connect(refuse, sender=Item)
    try:
        yield
    finally:
        pre_save.disconnect(refuse, sender=Item)


def seq() -> int:
    return Clock.objects.get().seq


def rename(page: NewsPage, title: str) -> None:
    page.title = title
    page.save()


# --- notes -----------------------------------------------------------------------------------------


def test_a_note_goes_with_the_savepoint_that_rolls_back(page: Any, crema: Any) -> None:
    before = versions()
    with unit_of_work():
        with interrupted(transaction.atomic()):
            rename(page, "Mai successo")
        assert pull_notes(None) == []
    assert versions() == before
    assert placement_of(page, crema).title_shown == "Mercato"


def test_a_note_of_a_savepoint_survives_the_roll_back_of_another(page: Any, crema: Any) -> None:
    with unit_of_work():
        with transaction.atomic():
            rename(page, "Mercato nuovo")
        with interrupted(transaction.atomic()):
            page.save()
    assert placement_of(page, crema).title_shown == "Mercato nuovo"


def test_the_same_note_three_times_in_one_savepoint_is_worked_off_once(page: Any, announced: list[int]) -> None:
    before = seq()
    with transaction.atomic():
        for _ in range(3):
            take_note(Note("page", str(page.pk)))
    assert announced == [before + 1]


def test_a_unit_places_what_a_foreign_transaction_had_noted_before_it(page: Any, crema: Any) -> None:
    with transaction.atomic():
        rename(page, "Mercato")
        with unit_of_work():
            rename(page, "Mercato nuovo")
        assert placement_of(page, crema).title_shown == "Mercato nuovo"


# --- units within units ----------------------------------------------------------------------------


def test_nested_units_work_off_once_by_the_outermost(page: Any, crema: Any, announced: list[int]) -> None:
    before = seq()
    with unit_of_work():
        for number in range(3):
            with unit_of_work():
                rename(page, f"Mercato {number}")
            assert placement_of(page, crema).title_shown == "Mercato"
    assert placement_of(page, crema).title_shown == "Mercato 2"
    assert announced == [before + 1]


def test_a_unit_joins_a_foreign_transaction_and_goes_with_it(page: Any, crema: Any, announced: list[int]) -> None:
    before = versions()
    with interrupted(transaction.atomic()):
        with unit_of_work():
            rename(page, "Mercato nuovo")
        assert placement_of(page, crema).title_shown == "Mercato nuovo"
    assert placement_of(page, crema).title_shown == "Mercato"
    assert (versions(), announced) == (before, [])


def test_a_unit_that_fails_inside_a_foreign_transaction_leaves_the_rest_of_it(page: Any, crema: Any) -> None:
    with transaction.atomic():
        other = section_of(crema).add_child(instance=NewsPage(title="Sagra", slug="sagra"))
        with interrupted(unit_of_work()):
            rename(page, "Mai successo")
    assert placement_of(page, crema).title_shown == "Mercato"
    assert placement_of(other, crema).shown


def test_a_number_taken_in_a_savepoint_that_rolled_back_is_taken_again(page: Any, crema: Any) -> None:
    with unit_of_work():
        with interrupted(transaction.atomic()):
            Clock.objects.take()
        rename(page, "Mercato nuovo")
    assert placement_of(page, crema).version == versions()["crema"] == seq()


def test_after_a_failure_the_next_unit_works_as_ever(page: Any, crema: Any) -> None:
    with interrupted(unit_of_work()):
        rename(page, "Mai successo")
    with unit_of_work():
        rename(page, "Mercato nuovo")
    assert placement_of(page, crema).title_shown == "Mercato nuovo"


# --- outside any unit --------------------------------------------------------------------------------


def test_what_a_shell_publishes_without_a_unit_is_placed_late(page: Any, crema: Any, announced: list[int]) -> None:
    page.title = "Dalla shell"
    page.save_revision().publish()
    assert placement_of(page, crema).title_shown == "Dalla shell"
    assert announced
    assert reconcile(dry_run=True) == []


def test_what_a_shell_deletes_without_a_unit_is_withdrawn_late(page: Any, crema: Any) -> None:
    item = Item.objects.get(page=page)
    page.delete()
    assert not Placement.objects.get(item=item).available
    assert reconcile(dry_run=True) == []


def test_a_failure_of_the_late_path_harms_nothing_and_is_found_by_reconcile(
    page: Any, crema: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with items_that_cannot_be_written(), caplog.at_level(logging.ERROR, logger="federation.notes"):
        page.slug = "sagra"
        page.save_revision().publish()
    assert "reconcile" in caplog.text
    assert Page.objects.get(pk=page.pk).slug == "sagra"
    assert placement_of(page, crema).slug == "mercato"
    assert [difference.page_id for difference in reconcile()] == [page.pk]
    assert placement_of(page, crema).slug == "sagra"


# --- failures ------------------------------------------------------------------------------------------


def test_what_cannot_be_placed_is_not_published(page: Any, crema: Any, announced: list[int]) -> None:
    before = versions()
    with items_that_cannot_be_written(), pytest.raises(UnplaceableError):
        republish(page, slug="sagra")
    assert Page.objects.get(pk=page.pk).slug == "mercato"
    assert (versions(), announced) == (before, [])


def test_changes_without_end_are_refused(page: Any) -> None:
    def note_again(sender: Any, **kwargs: Any) -> None:
        take_note(Note("page", str(page.pk)))

    post_save.connect(note_again, sender=Item)
    try:
        with pytest.raises(EndlessChangesError), unit_of_work():
            rename(page, "Mercato nuovo")
    finally:
        post_save.disconnect(note_again, sender=Item)
    assert Page.objects.get(pk=page.pk).title == "Mercato"


def test_the_clock_is_taken_inside_a_transaction_only(consortium: Any) -> None:
    before = seq()
    with pytest.raises(transaction.TransactionManagementError):
        Clock.objects.take()
    assert seq() == before


# --- the readers ---------------------------------------------------------------------------------------


def test_the_readers_hear_the_number_after_the_commit(page: Any, announced: list[int]) -> None:
    with unit_of_work():
        rename(page, "Mercato nuovo")
    assert announced == [seq()]


def test_the_readers_hear_nothing_of_what_was_rolled_back(page: Any, announced: list[int]) -> None:
    with interrupted(unit_of_work()):
        with unit_of_work():
            rename(page, "Mai successo")
        Clock.objects.take()
    assert announced == []


def test_a_unit_that_changes_no_site_takes_no_number(page: Any, announced: list[int]) -> None:
    before = seq()
    with unit_of_work():
        section_of_page = page.get_parent().specific
        section_of_page.add_child(instance=NewsPage(title="Bozza", slug="bozza", live=False))
    assert (seq(), announced) == (before, [])
