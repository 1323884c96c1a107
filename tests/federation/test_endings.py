"""The end of a source, the end of a membership; and who may decide any of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.settle_inbox_entry import settle_inbox_entry
from federation.actions.subscribe import subscribe
from federation.actions.take_from_catalogue import take_from_catalogue
from federation.actions.withdraw import withdraw
from federation.models import Channel, InboxEntry, Item, Member, Mode, Placement, Reason, User
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work
from tests.conftest import publisher_of
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise, versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"


def test_a_deleted_source_leaves_title_reason_and_decisions_but_no_page(
    notice: Any, consortium: Member, crema: Member, izano: Member, offanengo: Member, visit: Any
) -> None:
    item = Item.objects.get(page_id=notice.pk)
    own = detach(placement_of(notice, izano).pk, user=None)
    with only_these_rise(consortium, crema), unit_of_work():
        notice.delete()
    item.refresh_from_db()
    assert (item.page_id, item.title) == (None, "Fibra a Crema")
    rows = {row.member.slug: row for row in item.placements.select_related("member")}
    assert {row.reason for row in rows.values()} == {Reason.DELETED}
    assert [rows[slug].decision for slug in ("crema", "izano", "offanengo")] == ["accepted", "detached", "offered"]
    for member in (consortium, crema):
        answer = visit(member, PATH)
        assert answer.status_code == 410
        assert "Fibra a Crema" in answer.text
        assert "l’ha eliminato" in answer.text
    assert visit(izano, PATH).status_code == 200
    own.refresh_from_db()
    assert own.live


def test_withdrawn_with_an_explanation_and_then_deleted_it_still_explains(
    notice: Any, consortium: Member, crema: Member, izano: Member, consortium_publisher: User, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        withdraw(notice.pk, explanation=" Cantiere rinviato. ", redirect="https://example.org/nuova",
                 user=consortium_publisher)  # fmt: skip
    with unit_of_work():
        notice.delete()
    for member in (consortium, crema):
        answer = visit(member, PATH)
        assert answer.status_code == 410
        assert "Cantiere rinviato." in answer.text
        assert 'href="https://example.org/nuova"' in answer.text
    assert "Fibra a Crema" not in visit(crema, "/novita/notizie/").text


def test_what_is_not_published_is_not_withdrawn(notice: Any) -> None:
    withdraw(notice.pk, user=None)
    with pytest.raises(ActionRefused):
        withdraw(notice.pk, user=None)


def test_a_member_that_leaves_shows_nothing_and_what_it_owns_is_withdrawn_elsewhere(
    notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
) -> None:
    channel = Channel.objects.create(owner=izano, name="Biblioteche", slug="biblioteche")
    with unit_of_work():
        subscribe(crema, channel, mode=Mode.AUTOMATIC, accepts_duty=False, user=None)
    own = publish_news(izano, title="Letture", slug="letture", channels=[channel])
    copied = detach(placement_of(own, crema).pk, user=None)
    other = publish_news(izano, title="Mostra", slug="mostra", channels=[channel])
    before = versions()
    leave(izano, on=date(2026, 1, 31))
    assert {slug for slug, version in versions().items() if version > before[slug]} == {"crema", "izano"}
    assert not Placement.objects.filter(member=izano, available=True).exists()
    assert placement_of(notice, izano).decision == "accepted"
    assert visit(izano, PATH).status_code == 421
    gone = visit(crema, "/novita/notizie/mostra/")
    assert gone.status_code == 410
    assert "non fa più parte del consorzio" in gone.text
    assert placement_of(other, crema).decision == "accepted"
    assert visit(crema, "/novita/notizie/letture/").status_code == 200
    assert copied.live
    assert visit(crema, PATH).status_code == 200
    with only_these_rise(consortium, crema):
        republish(notice, title="Fibra corretta")
    assert placement_of(notice, izano).reason == Reason.MEMBER_LEFT


class TestWhoMayDecide:
    """A person of no member, and one of another member: both are refused, and nothing changes."""

    @pytest.fixture(params=["outsider", "izano_publisher"])
    def stranger(self, request: Any) -> User:
        return request.getfixturevalue(request.param)

    def test_nobody_decides_for_a_member_that_they_do_not_represent(
        self, notice: Any, consortium: Member, crema: Member, channel: Channel, stranger: User
    ) -> None:
        decline(placement_of(notice, crema).pk, user=None)
        accept(placement_of(notice, crema).pk, user=None)
        override(placement_of(notice, crema).pk, overrides=Overrides(title="A Crema"), user=None)
        republish(notice, title="Fibra corretta")
        Channel.objects.create(owner=consortium, name="Nuovo", slug="nuovo")
        later = publish_news(consortium, title="Altro", channels=Channel.objects.filter(slug="nuovo"))
        detached = publish_news(consortium, title="Terzo", channels=[channel])
        detach(placement_of(detached, crema).pk, user=None)
        before, rows = versions(), list(Placement.objects.order_by("pk").values())
        pk = placement_of(notice, crema).pk
        for attempt in (
            lambda: accept(pk, user=stranger),
            lambda: decline(pk, user=stranger),
            lambda: detach(pk, user=stranger),
            lambda: reattach(placement_of(detached, crema).pk, user=stranger),
            lambda: override(pk, overrides=Overrides(title="Mio"), user=stranger),
            lambda: settle_inbox_entry(InboxEntry.objects.get().pk, take_original=True, user=stranger),
            lambda: subscribe(crema, channel, mode=Mode.OFF, accepts_duty=False, also_remove=True, user=stranger),
            lambda: take_from_catalogue(later.federated_item.pk, member=crema, user=stranger),
            lambda: withdraw(notice.pk, user=stranger),
        ):
            with pytest.raises(ActionRefused):
                attempt()
        assert versions() == before
        assert list(Placement.objects.order_by("pk").values()) == rows
        assert InboxEntry.objects.filter(settled_at=None).count() == 1


def test_a_members_own_editor_decides(notice: Any, offanengo: Member, visit: Any) -> None:
    editor, pk = publisher_of(offanengo), placement_of(notice, offanengo).pk
    with only_these_rise(offanengo):
        accept(pk, user=editor)
    with only_these_rise(offanengo):
        decline(pk, user=editor)
    assert visit(offanengo, PATH).status_code == 410
    with only_these_rise(offanengo):
        accept(pk, user=editor)
    with only_these_rise(offanengo):
        detach(pk, user=editor)
    with only_these_rise(offanengo):
        reattach(pk, user=editor)
    assert visit(offanengo, PATH).status_code == 200
