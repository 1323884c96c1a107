"""Whose number a change raises: those of the members whose sites it changes, and of nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.subscribe import subscribe
from federation.actions.withdraw import withdraw
from federation.models import Channel, Clock, InboxEntry, Member, MemberVersion, Mode, Placement
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]


def test_what_goes_to_two_of_three_raises_those_two_and_the_owner(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel
) -> None:
    offanengo.subscriptions.update(mode=Mode.AUTOMATIC)
    with only_these_rise(consortium, crema, izano):
        page = publish_news(consortium, title="Fibra", channels=[channel], members=[crema, izano])
    with only_these_rise(consortium, crema, izano):
        republish(page, title="Fibra corretta")
    with only_these_rise(consortium, crema, izano):
        withdraw(page.pk, user=None)


def test_what_stays_at_home_raises_its_owner_alone(consortium: Member, crema: Member, izano: Member) -> None:
    with only_these_rise(crema):
        page = publish_news(crema, title="Nostra")
    with only_these_rise(crema):
        republish(page, title="Nostra, corretta")


def test_drafts_and_autosaves_raise_nothing_before_and_after_publication(
    notice: Any, consortium: Member, channel: Channel
) -> None:
    draft = type(notice)(title="Bozza", slug="bozza", live=False)
    with only_these_rise(), unit_of_work():
        notice.get_parent().specific.add_child(instance=draft)
        draft.save_revision()
    with only_these_rise(), unit_of_work():
        notice.title = "Che cosa scriverò"
        first = notice.save_revision()
        notice.save_revision(overwrite_revision=first)
    notice.refresh_from_db()
    with only_these_rise(), unit_of_work():
        notice.channels = []
        notice.save_revision()


def test_an_offer_has_no_version_and_is_read_by_nobody_until_it_is_accepted(notice: Any, offanengo: Member) -> None:
    placement = placement_of(notice, offanengo)
    republish(notice, title="Fibra corretta")
    withdraw(notice.pk, user=None)
    republish(notice)
    decline(placement.pk, user=None)
    placement.refresh_from_db()
    assert placement.version == 0
    assert not Placement.objects.after(version=-1).filter(member=offanengo).exists()
    with only_these_rise(offanengo):
        accept(placement.pk, user=None)
    assert [row.pk for row in Placement.objects.after(version=0).filter(member=offanengo)] == [placement.pk]


def test_each_decision_raises_the_member_that_takes_it(notice: Any, crema: Member, offanengo: Member) -> None:
    pk = placement_of(notice, crema).pk
    for decide in (decline, accept, detach, reattach):
        with only_these_rise(crema):
            decide(pk, user=None)
    with only_these_rise(crema):
        override(pk, overrides=Overrides(note="Da noi"), user=None)


def test_what_no_site_shows_raises_nobody(notice: Any, offanengo: Member, channel: Channel) -> None:
    with only_these_rise():
        override(placement_of(notice, offanengo).pk, overrides=Overrides(title="Poi"), user=None)
    with only_these_rise():
        subscribe(offanengo, channel, mode=Mode.OFF, accepts_duty=False, also_remove=True, user=None)
    assert not InboxEntry.objects.exists()


def publish_and_break(page: Any) -> None:
    republish(type(page).objects.get(pk=page.pk), title="Mai")
    raise ZeroDivisionError


def test_a_broken_change_raises_nobody_and_takes_nothing_else_along(notice: Any, crema: Member) -> None:
    with only_these_rise(), pytest.raises(ZeroDivisionError), unit_of_work():
        publish_and_break(notice)
    with only_these_rise(crema), unit_of_work():
        publish_news(crema, title="Nostra")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            publish_and_break(notice)


def test_versions_rise_in_the_order_of_commits_and_never_pass_the_clock(
    notice: Any, consortium: Member, crema: Member, izano: Member
) -> None:
    highest = 0
    for change in (
        lambda: publish_news(crema, title="Nostra"),
        lambda: decline(placement_of(notice, izano).pk, user=None),
        lambda: republish(notice, title="Fibra corretta"),
        lambda: withdraw(notice.pk, user=None),
    ):
        highest_before = max(MemberVersion.objects.values_list("version", flat=True))
        assert highest_before >= highest
        change()
        highest = max(MemberVersion.objects.values_list("version", flat=True))
        assert highest > highest_before
        assert Placement.objects.after(version=highest_before).exists()
        assert Clock.objects.get().seq >= highest
