"""The index follows what sites show, and nothing else ever gets into it; on each engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.withdraw import withdraw
from federation.models import Clock, Item, Member, Placement, ReaderCursor
from federation.models.clock import new_epoch
from search.engine import database_engine
from search.engine.contract import SearchEngine
from search.indexer import catch_up, database_cursor, follow, rebuild
from search.models import SearchDocument
from tests.publishing import let_it_expire, placement_of, publish_event, publish_news, republish

pytestmark = pytest.mark.usefixtures("engine_name")
Found = Callable[[str, Member], list[str]]


def test_published_corrected_withdrawn_and_published_again(
    notice: Any, crema: Member, izano: Member, found: Found
) -> None:
    assert found("fibra", crema) == found("fibra", izano) == ["Fibra a Crema"]
    republish(notice, title="Banda larga a Crema")
    assert found("fibra", crema) == []
    assert found("banda", crema) == ["Banda larga a Crema"]
    withdraw(notice.pk, user=None)
    assert found("banda", crema) == found("banda", izano) == []
    republish(notice)
    assert found("banda", izano) == ["Banda larga a Crema"]


def test_decisions_of_one_member_are_seen_on_its_site_only(
    notice: Any, crema: Member, izano: Member, offanengo: Member, found: Found
) -> None:
    assert found("fibra", offanengo) == []
    accept(placement_of(notice, offanengo).pk, user=None)
    assert found("fibra", offanengo) == ["Fibra a Crema"]
    decline(placement_of(notice, crema).pk, user=None)
    assert found("fibra", crema) == []
    override(placement_of(notice, izano).pk, overrides=Overrides(title="Internet a Izano"), user=None)
    assert found("internet", izano) == ["Internet a Izano"]
    assert found("internet", offanengo) == []


def test_a_detached_text_is_found_as_the_members_own(notice: Any, crema: Member, izano: Member, found: Found) -> None:
    own = detach(placement_of(notice, crema).pk, user=None).specific
    republish(own, title="Fibra, detto da noi")
    assert found("fibra", crema) == ["Fibra, detto da noi"]
    assert found("fibra", izano) == ["Fibra a Crema"]
    reattach(placement_of(notice, crema).pk, user=None)
    assert found("fibra", crema) == ["Fibra a Crema"]


def test_expiry_is_followed_and_so_is_its_end(crema: Member, found: Found) -> None:
    page = publish_news(crema, title="Allerta neve")
    republish(page, expire_at=timezone.now() + timedelta(hours=1))
    assert found("neve", crema) == ["Allerta neve"]
    let_it_expire(page)
    call_command("publish_scheduled")
    assert found("neve", crema) == []
    republish(page, expire_at=None)
    assert found("neve", crema) == ["Allerta neve"]


def test_a_member_that_left_shows_nothing_and_its_notices_are_gone_elsewhere(
    notice: Any, consortium: Member, crema: Member, found: Found
) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    Member.objects.filter(slug="izano").update(kind=Member.Kind.CONSORTIUM)  # the only one may not leave
    leave(consortium, on=timezone.localdate())
    assert found("fibra", crema) == []


def test_events_are_found_by_their_place(crema: Member, found: Found) -> None:
    start = timezone.now() + timedelta(days=3)
    publish_event(crema, title="Concerto d’estate", start=start, place="Teatro San Domenico")
    assert found("teatro", crema) == ["Concerto d’estate"]


# --- readers -----------------------------------------------------------------------------------------------------


class Counting(SearchEngine):
    """Counts what it is told and may stop in the middle; everything else the database's engine does."""

    name = "counting"
    needs_members = False

    def __init__(self, *, stop_after: int = 1000) -> None:
        self.written = 0
        self._stop_after = stop_after

    def index(self, documents: Any) -> None:
        if self.written >= self._stop_after:
            raise InterruptedError
        self.written += len(documents)
        database_engine().index(documents)

    def remove(self, versions: Any) -> None:
        self.written += len(versions)
        database_engine().remove(versions)

    def search(self, query: Any) -> Any:
        return database_engine().search(query)

    def clear(self) -> None:
        database_engine().clear()

    def refresh(self) -> None:
        """Nothing to do."""

    def count(self) -> int:
        return database_engine().count()


@pytest.mark.ci
def test_the_cost_follows_the_change_and_not_the_content(notice: Any, consortium: Member, crema: Member) -> None:
    for number in range(8):
        publish_news(consortium, title=f"Altro {number}")
    follow()
    withdraw(notice.pk, user=None)
    cursor = database_cursor()
    assert Placement.objects.after(version=cursor.version, id=cursor.placement_id).count() == 3
    counting = Counting()
    with CaptureQueriesContext(connection) as few:
        catch_up(counting, database_cursor())
    assert counting.written == 1
    for number in range(8, 16):
        publish_news(consortium, title=f"Altro {number}")
    follow()
    republish(notice)
    with CaptureQueriesContext(connection) as many:
        catch_up(counting, database_cursor())
    assert counting.written == 2
    assert len(many) <= len(few) + 3  # pages are read, too


def test_a_reader_that_stopped_goes_on_where_it_was(
    crema: Member, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.indexer.ITEMS", 2)
    for number in range(7):
        publish_news(crema, title=f"Avviso {number}")
    halting = Counting(stop_after=4)
    with pytest.raises(InterruptedError):
        catch_up(halting, database_cursor())
    going_on = Counting()
    catch_up(going_on, database_cursor())
    assert (halting.written, going_on.written) == (4, 3)
    assert len(found("avviso", crema)) == 7


def test_bounded_work_is_done_in_several_goes(crema: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.indexer.ITEMS", 2)
    monkeypatch.setattr("search.indexer.ROWS", 3)
    for number in range(7):
        publish_news(crema, title=f"Avviso {number}")
    counting = Counting()
    catch_up(counting, database_cursor(), most=3)
    assert counting.written == 3
    catch_up(counting, database_cursor())
    assert counting.written == 7


def test_two_readers_beside_each_other_end_at_the_same_place(notice: Any, crema: Member, found: Found) -> None:
    slow, quick = database_cursor(), database_cursor()
    catch_up(Counting(), slow)
    publish_news(crema, title="Fibra due")
    end = database_cursor()
    catch_up(Counting(), end)
    catch_up(Counting(), quick)
    slow.advance(1, 1)
    stored = database_cursor()
    assert (stored.version, stored.placement_id) == (end.version, end.placement_id)
    assert set(found("fibra", crema)) == {"Fibra a Crema", "Fibra due"}


def test_after_a_restore_everything_is_read_again(notice: Any, crema: Member, found: Found) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    SearchDocument.objects.all().delete()
    Clock.objects.update(epoch=new_epoch())
    assert found("fibra", crema) == ["Fibra a Crema"]
    assert not ReaderCursor.objects.filter(name__startswith="search ").exclude(epoch=Clock.objects.get().epoch).exists()


def test_reindex_brings_back_what_was_lost(notice: Any, crema: Member, found: Found) -> None:
    assert found("fibra", crema) == ["Fibra a Crema"]
    SearchDocument.objects.all().delete()
    rebuild()
    assert found("fibra", crema) == ["Fibra a Crema"]
    assert SearchDocument.objects.count() == Item.objects.count()
