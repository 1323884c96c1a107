"""What later events make of a decision: the second table of section 5 of the rules, row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.accept_due import accept_due
from federation.actions.decline import decline
from federation.actions.leave import leave
from federation.actions.override import Overrides, override
from federation.actions.subscribe import subscribe
from federation.actions.take_from_catalogue import take_from_catalogue
from federation.actions.withdraw import withdraw
from federation.models import Association, Channel, InboxEntry, Member, Mode, Placement, Reason
from federation.unit_of_work import unit_of_work
from tests.audiences import AUDIENCES, addressed_to, decisions_on, one_of_each_mode
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"


@pytest.mark.parametrize("by", AUDIENCES)
def test_a_correction_keeps_every_decision(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel, visit: Any, by: str
) -> None:
    audience = addressed_to(crema, izano, offanengo, by=by, channel=channel)
    page = publish_news(consortium, title="Fibra", slug="fibra", **audience)
    decline(placement_of(page, izano).pk, user=None)
    with only_these_rise(consortium, crema, izano):
        republish(page, title="Fibra corretta")
    decided = decisions_on(page, {"crema": crema, "izano": izano, "offanengo": offanengo})
    assert decided == {"crema": "accepted", "izano": "declined", "offanengo": "offered"}
    assert "Fibra corretta" in visit(crema, PATH).text
    assert {visit(member, PATH).status_code for member in (izano, offanengo)} == {410, 404}


def unpublish(page: Any) -> None:
    page.unpublish()


def expire(page: Any) -> None:
    page.unpublish(set_expired=True)


@pytest.mark.parametrize(("take_back", "reason"), [(unpublish, Reason.WITHDRAWN), (expire, Reason.EXPIRED)])
def test_taken_back_and_published_again_every_decision_and_text_is_as_before(
    notice: Any, consortium: Member, crema: Member, izano: Member, offanengo: Member, visit: Any,
    take_back: Any, reason: Reason,
) -> None:  # fmt: skip
    decline(placement_of(notice, izano).pk, user=None)
    override(placement_of(notice, crema).pk, overrides=Overrides(title="Il nostro titolo"), user=None)
    with only_these_rise(consortium, crema, izano), unit_of_work():
        take_back(notice)
    rows = Placement.objects.filter(item__page_id=notice.pk)
    assert {(row.available, row.reason) for row in rows} == {(False, reason)}
    assert {visit(member, PATH).status_code for member in (consortium, crema, izano)} == {410}
    assert visit(offanengo, PATH).status_code == 404
    with only_these_rise(consortium, crema, izano):
        republish(notice)
    assert decisions_on(notice, {"crema": crema, "izano": izano, "offanengo": offanengo}) == {
        "crema": "accepted", "izano": "declined", "offanengo": "offered"
    }  # fmt: skip
    assert "Il nostro titolo" in visit(crema, PATH).text
    assert visit(izano, PATH).status_code == 410


def test_a_withdrawn_offer_is_not_accepted_by_itself(notice: Any, offanengo: Member) -> None:
    withdraw(notice.pk, user=None)
    assert accept_due(now=timezone.now() + timedelta(days=1000)) == 0
    assert placement_of(notice, offanengo).decision == "offered"


def test_the_explanation_of_one_withdrawal_does_not_stay_for_the_next(notice: Any, crema: Member, visit: Any) -> None:
    withdraw(notice.pk, explanation="Cantiere rinviato.", redirect="https://example.org/nuova", user=None)
    assert "Cantiere rinviato." in visit(crema, PATH).text
    republish(notice)
    withdraw(notice.pk, user=None)
    assert "Cantiere rinviato." not in visit(crema, PATH).text
    assert "example.org" not in visit(crema, PATH).text


@pytest.mark.parametrize("by", AUDIENCES[1:])
def test_whom_the_audience_loses_shows_it_no_more_also_after_the_next_correction(
    consortium: Member, crema: Member, izano: Member, channel: Channel, visit: Any, by: str
) -> None:
    page = publish_news(consortium, title="Fibra", slug="fibra", **addressed_to(crema, izano, by=by, channel=channel))
    with only_these_rise(consortium, crema, izano):
        if "association" in by:
            republish(page, associations=[], members=[crema])
        else:
            republish(page, members=[crema])
    lost = placement_of(page, izano)
    assert (lost.available, lost.reason, lost.decision) == (False, Reason.NOT_ADDRESSED, "accepted")
    with only_these_rise(consortium, crema):
        republish(page, title="Fibra corretta")
    assert visit(izano, PATH).status_code == 410
    assert "Fibra corretta" not in visit(izano, PATH).text


def test_without_its_channel_it_stays_on_the_owners_site_alone(
    notice: Any, consortium: Member, crema: Member, izano: Member, channel: Channel, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        republish(notice, channels=[])
    assert [visit(member, PATH).status_code for member in (consortium, crema, izano)] == [200, 410, 410]
    with only_these_rise(consortium, crema, izano):
        republish(notice, channels=[channel])
    assert [visit(member, PATH).status_code for member in (consortium, crema, izano)] == [200, 200, 200]


def test_whom_the_audience_gains_receives_it_as_new(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel
) -> None:
    page = publish_news(consortium, title="Fibra", slug="fibra", channels=[channel], members=[crema])
    with only_these_rise(consortium, crema, izano):
        republish(page, members=[])
    assert placement_of(page, offanengo).decision == "offered"


def test_a_second_channel_brings_the_item_to_its_subscribers(consortium: Member, channel: Channel) -> None:
    members = one_of_each_mode(accepts_duty=False)
    members["off"].subscriptions.filter(channel__slug="corsi").update(mode=Mode.AUTOMATIC)
    page = publish_news(consortium, title="Fibra", slug="fibra", channels=[channel])
    assert "off" not in decisions_on(page, members)
    with only_these_rise(consortium, members["automatic"], members["off"]):
        republish(page, channels=[channel, Channel.objects.get(slug="corsi")])
    assert decisions_on(page, members)["off"] == "accepted"


def test_a_member_that_joins_the_association_receives_what_is_addressed_to_it(
    consortium: Member, crema: Member, izano: Member, channel: Channel, visit: Any
) -> None:
    audience = addressed_to(crema, by="channel and association", channel=channel)
    page = publish_news(consortium, title="Fibra", slug="fibra", **audience)
    with only_these_rise(consortium, crema, izano), unit_of_work():
        Association.objects.get().members.add(izano)
    assert visit(izano, PATH).status_code == 200
    with only_these_rise(consortium, crema, izano), unit_of_work():
        crema.associations.clear()
    assert placement_of(page, crema).reason == Reason.NOT_ADDRESSED


def test_raised_to_a_duty_it_overrules_a_refusal_only_where_duties_are_accepted(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, visit: Any
) -> None:
    law = Channel.objects.get(slug="allerta")
    agreed, other = crema, izano
    other.subscriptions.update(accepts_duty=False)
    page = publish_news(consortium, title="Fibra", slug="fibra", channels=[law], obligation="optional")
    for member in (agreed, other):
        decline(placement_of(page, member).pk, user=None)
    with only_these_rise(consortium, agreed, other, offanengo):  # the other's 410 carries the title
        republish(page, obligation="duty")
    assert [visit(member, PATH).status_code for member in (agreed, other)] == [200, 410]
    entry = InboxEntry.objects.get(member__in=(agreed, other))
    assert (entry.member, entry.kind) == (agreed, InboxEntry.Kind.BECAME_DUTY)
    republish(page, title="Fibra, di nuovo")
    assert InboxEntry.objects.filter(member__in=(agreed, other)).count() == 1


def test_raised_to_a_duty_it_gives_an_address_to_whom_never_showed_it(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, visit: Any
) -> None:
    law = Channel.objects.get(slug="allerta")
    members = one_of_each_mode(accepts_duty=True)
    everybody = (crema, izano, offanengo, *members.values())
    page = publish_news(consortium, title="Fibra", slug="fibra", channels=[law], obligation="recommended")
    decline(placement_of(page, members["review"]).pk, user=None)
    with only_these_rise(consortium, *everybody):
        republish(page, obligation="duty")
    assert {visit(member, PATH).status_code for member in members.values()} == {200}
    with only_these_rise(consortium, *everybody):
        republish(page, obligation="recommended")
    assert {visit(member, PATH).status_code for member in members.values()} == {200}


class TestSwitchingASubscriptionOff:
    def switch_off(self, member: Member, channel: Channel, **options: Any) -> None:
        subscribe(member, channel, mode=Mode.OFF, accepts_duty=False, user=None, **options)

    def test_nothing_new_arrives_and_what_is_shown_stays(
        self, notice: Any, consortium: Member, crema: Member, channel: Channel, visit: Any
    ) -> None:
        with only_these_rise():
            self.switch_off(crema, channel)
        later = publish_news(consortium, title="Altro", channels=[channel])
        assert not Placement.objects.filter(item__page_id=later.pk, member=crema).exists()
        republish(notice, title="Fibra corretta")
        assert "Fibra corretta" in visit(crema, PATH).text

    def test_an_open_offer_is_not_accepted_by_itself_any_more(
        self, notice: Any, offanengo: Member, channel: Channel, visit: Any
    ) -> None:
        self.switch_off(offanengo, channel)
        assert accept_due(now=timezone.now() + timedelta(days=1000)) == 0
        accept(placement_of(notice, offanengo).pk, user=None)
        assert visit(offanengo, PATH).status_code == 200

    def test_what_the_member_removes_with_it_does_not_come_back_by_itself(
        self, notice: Any, consortium: Member, crema: Member, izano: Member, channel: Channel, visit: Any
    ) -> None:
        with only_these_rise(crema):
            self.switch_off(crema, channel, also_remove=True)
        assert placement_of(notice, crema).reason == Reason.UNSUBSCRIBED
        with only_these_rise(consortium, izano):
            republish(notice, title="Fibra corretta")
        withdraw(notice.pk, user=None)
        republish(notice)
        assert [visit(member, PATH).status_code for member in (crema, izano)] == [410, 200]
        with only_these_rise(crema):
            take_from_catalogue(notice.federated_item.pk, member=crema, user=None)
        assert visit(crema, PATH).status_code == 200

    def test_what_also_reaches_the_member_otherwise_stays(
        self, consortium: Member, crema: Member, channel: Channel
    ) -> None:
        law = Channel.objects.get(slug="allerta")
        crema.subscriptions.filter(channel=law).update(mode=Mode.OFF)
        by_both = publish_news(consortium, title="Corso", channels=[channel, Channel.objects.get(slug="corsi")])
        duty = publish_news(consortium, title="Piena", channels=[channel, law], obligation="duty")
        no_duty = publish_news(consortium, title="Prova", channels=[channel, law], obligation="recommended")
        own = publish_news(crema, title="Nostra")
        self.switch_off(crema, channel, also_remove=True)
        shown = [placement_of(page, crema).shown for page in (by_both, duty, no_duty, own)]
        assert shown == [True, True, False, True]


def test_a_member_that_left_receives_nothing_more(notice: Any, consortium: Member, izano: Member) -> None:
    leave(izano, on=date(2026, 1, 31))
    with only_these_rise(consortium, *Member.objects.filter(slug="crema")):
        republish(notice, title="Fibra corretta")
    assert placement_of(notice, izano).reason == Reason.MEMBER_LEFT
