"""Detach and re-attach: the text becomes the member's own and follows the original again, at one public address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.withdraw import withdraw
from federation.models import Channel, InboxEntry, Item, Member
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_news, republish, section_of
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"


def detach_at(page: Any, member: Member) -> Any:
    """The member's own page, with its own type."""
    return detach(placement_of(page, member).pk, user=None).specific


def test_the_own_page_reads_as_shown_at_the_same_address_and_follows_no_more(
    notice: Any, crema: Member, visit: Any
) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="A Crema", summary="Da noi."), user=None)
    with only_these_rise(crema):
        own = detach_at(notice, crema)
    assert (own.title, own.summary, list(own.channels.all())) == ("A Crema", "Da noi.", [])
    assert placement_of(notice, crema).decision == "detached"
    republish(notice, title="Fibra corretta")
    answer = visit(crema, PATH)
    assert answer.status_code == 200
    assert "A Crema" in answer.text
    assert f'rel="canonical" href="http://crema.localhost{PATH}"' in answer.text
    assert visit(crema, "/novita/notizie/").text.count("A Crema") == 1


def test_a_redirect_at_the_address_that_the_copy_has_for_a_moment_stays(
    consortium: Member, channel: Channel, crema: Member, visit: Any
) -> None:
    """While the received one still stands at `fibra`, the copy would be `fibra-2`."""
    own = publish_news(crema, title="Nostra", slug="fibra-2")
    republish(own, slug="nostra")
    received = publish_news(consortium, title="Fibra", slug="fibra", channels=[channel])
    detach_at(received, crema)
    assert visit(crema, PATH).status_code == 200
    answer = visit(crema, "/novita/notizie/fibra-2/")
    assert (answer.status_code, answer.headers.get("Location")) == (301, "/novita/notizie/nostra/")


def test_what_is_detached_stays_so_when_the_original_is_withdrawn_and_published_again(
    notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
) -> None:
    detach_at(notice, crema)
    with only_these_rise(consortium, izano):
        withdraw(notice.pk, user=None)
    assert visit(crema, PATH).status_code == 200
    with only_these_rise(consortium, izano):
        republish(notice, title="Fibra corretta")
    assert placement_of(notice, crema).decision == "detached"
    assert "Fibra corretta" not in visit(crema, PATH).text


def test_detached_and_attached_twice_the_address_answers_throughout(notice: Any, crema: Member, visit: Any) -> None:
    for turn in (1, 2):
        own = detach_at(notice, crema)
        assert visit(crema, PATH).status_code == 200
        republish(own, title=f"Nostra {turn}")
        assert f"Nostra {turn}" in visit(crema, PATH).text
        with only_these_rise(crema):
            reattach(placement_of(notice, crema).pk, user=None)
        assert "Fibra a Crema" in visit(crema, PATH).text
        own.refresh_from_db()
        assert not own.live
    assert placement_of(notice, crema).decision == "accepted"
    assert placement_of(notice, crema).path == PATH


def test_a_draft_with_the_same_slug_does_not_change_the_address(notice: Any, crema: Member, visit: Any) -> None:
    section = section_of(crema)
    with unit_of_work():
        section.add_child(instance=type(notice)(title="Bozza", slug="fibra", live=False))
    own = detach_at(notice, crema)
    assert placement_of(own, crema).path == PATH
    republish(own, title="Nostra")
    assert "Nostra" in visit(crema, PATH).text


def test_an_own_page_with_a_numbered_address_keeps_it_beside_the_detached_one(
    notice: Any, crema: Member, visit: Any
) -> None:
    publish_news(crema, title="Un’altra", slug="fibra")
    own = detach_at(notice, crema)
    republish(own, title="Nostra")
    assert "Nostra" in visit(crema, PATH).text
    assert "Un’altra" in visit(crema, "/novita/notizie/fibra-2/").text


def test_what_redirected_to_the_address_redirects_there_after_detaching_and_attaching(
    notice: Any, crema: Member, visit: Any
) -> None:
    own = detach_at(notice, crema)
    republish(own, slug="cavi")
    assert visit(crema, PATH).headers["Location"] == "/novita/notizie/cavi/"
    reattach(placement_of(notice, crema).pk, user=None)
    assert visit(crema, PATH).headers["Location"] == "/novita/notizie/cavi/"
    assert "Fibra a Crema" in visit(crema, "/novita/notizie/cavi/").text
    detach_at(notice, crema)
    assert visit(crema, PATH).headers["Location"] == "/novita/notizie/cavi/"


def test_attached_again_the_member_learns_what_changed_meanwhile(notice: Any, crema: Member, visit: Any) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="A Crema"), user=None)
    detach_at(notice, crema)
    republish(notice, title="Fibra corretta", summary="Più veloce")
    assert not InboxEntry.objects.exists()
    reattach(placement_of(notice, crema).pk, user=None)
    entry = InboxEntry.objects.get()
    assert (entry.field, entry.old, entry.new) == ("title", "Fibra a Crema", "Fibra corretta")
    shown = visit(crema, PATH).text
    assert "A Crema" in shown
    assert "Più veloce" in shown


def test_the_unpublished_own_page_published_again_gets_an_address_beside(
    notice: Any, crema: Member, visit: Any
) -> None:
    own = detach_at(notice, crema)
    reattach(placement_of(notice, crema).pk, user=None)
    republish(own, title="Nostra, di nuovo")
    assert "Fibra a Crema" in visit(crema, PATH).text
    assert "Nostra, di nuovo" in visit(crema, "/novita/notizie/fibra-2/").text


def test_nothing_is_attached_again_to_an_original_that_is_gone(notice: Any, crema: Member, visit: Any) -> None:
    own = detach_at(notice, crema)
    withdraw(notice.pk, user=None)
    with pytest.raises(ActionRefused):
        reattach(placement_of(notice, crema).pk, user=None)
    own.refresh_from_db()
    assert own.live
    assert visit(crema, PATH).status_code == 200


def test_an_own_page_that_was_deleted_takes_no_other_address_along(notice: Any, crema: Member, visit: Any) -> None:
    other = publish_news(crema, title="Altra", slug="altra")
    own = detach_at(notice, crema)
    with unit_of_work():
        other.delete()
    with unit_of_work():
        own.delete()
    placement = placement_of(notice, crema)
    reattach(placement.pk, user=None)
    assert visit(crema, "/novita/notizie/altra/").status_code == 410
    assert "Fibra a Crema" in visit(crema, placement_of(notice, crema).path).text


def test_only_what_a_site_shows_is_detached_and_only_what_is_detached_attached(
    notice: Any, consortium: Member, crema: Member, offanengo: Member
) -> None:
    for refused in (placement_of(notice, consortium), placement_of(notice, offanengo)):
        with pytest.raises(ActionRefused):
            detach(refused.pk, user=None)
    with pytest.raises(ActionRefused):
        reattach(placement_of(notice, crema).pk, user=None)
    detach_at(notice, crema)
    for action in (accept, decline, detach):
        with pytest.raises(ActionRefused):
            action(placement_of(notice, crema).pk, user=None)
    with pytest.raises(ActionRefused):
        override(placement_of(notice, crema).pk, overrides=Overrides(title="x"), user=None)
    assert Item.objects.count() == 2


def test_past_its_expiry_an_item_is_neither_detached_nor_attached_again(
    notice: Any, crema: Member, izano: Member, visit: Any
) -> None:
    """Also before the scheduler withdraws it."""
    detach_at(notice, izano)
    republish(notice, expire_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(notice.expire_at, tick=False):
        with pytest.raises(ActionRefused):
            detach_at(notice, crema)
        with pytest.raises(ActionRefused):
            reattach(placement_of(notice, izano).pk, user=None)
        assert visit(izano, PATH).status_code == 200
        call_command("publish_scheduled")
