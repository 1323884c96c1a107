"""What a new item becomes on each member's site: the first table of section 5 of the rules, row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.accept_due import accept_due
from federation.actions.decline import decline
from federation.actions.take_from_catalogue import take_from_catalogue
from federation.models import AudienceKind, Channel, Member, Mode, Placement
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work
from tests.audiences import AUDIENCES, addressed_to, decisions_on, one_of_each_mode
from tests.conftest import new_member
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"
BY_MODE = {"automatic": "accepted", "review": "offered"}


@pytest.fixture
def members(consortium: Member) -> dict[str, Member]:
    """A comune of each mode; all of them accept duties."""
    return one_of_each_mode(accepts_duty=True)


def publish_to(members: dict[str, Member], owner: Member, *, on: str, by: str, **fields: Any) -> Any:
    audience = addressed_to(*members.values(), by=by, channel=Channel.objects.get(slug=on))
    return publish_news(owner, title="Fibra", slug="fibra", **audience, **fields)


@pytest.mark.parametrize("by", AUDIENCES)
@pytest.mark.parametrize(
    ("on", "accepts_duty", "expected"),
    [
        ("allerta", True, dict.fromkeys(Mode.values, "accepted")),
        ("allerta", False, BY_MODE),
        ("banda", True, BY_MODE),
        ("corsi", True, BY_MODE),
    ],
    ids=["duty that is accepted", "duty that is not accepted", "recommended", "optional"],
)
def test_first_decision_by_obligation_and_subscription(
    consortium: Member, visit: Any, by: str, on: str, accepts_duty: bool, expected: dict[str, str]
) -> None:
    members = one_of_each_mode(accepts_duty=accepts_duty)
    page = publish_to(members, consortium, on=on, by=by)
    assert decisions_on(page, members) == expected
    answers = {name: visit(member, PATH).status_code for name, member in members.items()}
    assert answers == {name: 200 if expected.get(name) == "accepted" else 404 for name in members}


@pytest.mark.parametrize("by", AUDIENCES[1:])
def test_an_item_reaches_nobody_beyond_whom_it_is_narrowed_to(consortium: Member, crema: Member, by: str) -> None:
    subscriber = new_member("izano")
    page = publish_to({"crema": crema}, consortium, on="banda", by=by)
    assert placement_of(page, crema).shown
    assert not Placement.objects.filter(member=subscriber).exists()


@pytest.mark.parametrize("by", AUDIENCES)
def test_without_a_channel_whoever_is_addressed_reviews(
    consortium: Member, members: dict[str, Member], by: str
) -> None:
    audience = addressed_to(*members.values(), by=by, channel=Channel.objects.get(slug="banda")) | {"channels": []}
    page = publish_news(consortium, title="Fibra", slug="fibra", **audience)
    expected = {} if by == "channel" else dict.fromkeys(Mode.values, "offered")
    assert decisions_on(page, members) == expected


def test_a_duty_by_a_channel_that_is_not_of_law_binds_nobody(consortium: Member, members: dict[str, Member]) -> None:
    page = publish_to(members, consortium, on="banda", by="channel", obligation="duty")
    assert decisions_on(page, members) == BY_MODE


def test_an_item_on_two_channels_arrives_by_the_freer_of_the_two_modes(consortium: Member, offanengo: Member) -> None:
    offanengo.subscriptions.filter(channel__slug="corsi").update(mode=Mode.AUTOMATIC)
    page = publish_news(consortium, title="Fibra", channels=Channel.objects.filter(slug__in=["banda", "corsi"]))
    assert placement_of(page, offanengo).decision == "accepted"


def test_a_recommended_offer_is_accepted_by_itself_when_it_is_due_and_not_a_second_earlier(
    notice: Any, offanengo: Member, settings: Any, visit: Any
) -> None:
    due_at = placement_of(notice, offanengo).due_at
    assert due_at is not None
    assert abs(due_at - timezone.now() - timedelta(days=settings.OFFER_DAYS)) < timedelta(minutes=5)
    assert accept_due(now=due_at - timedelta(seconds=1)) == 0
    assert visit(offanengo, PATH).status_code == 404
    with only_these_rise(offanengo):
        assert accept_due(now=due_at) == 1
    assert visit(offanengo, PATH).status_code == 200
    assert accept_due(now=due_at) == 0


def test_what_was_declined_or_is_optional_never_accepts_itself(
    notice: Any, consortium: Member, offanengo: Member
) -> None:
    with only_these_rise():
        decline(placement_of(notice, offanengo).pk, user=None)
    course = publish_news(consortium, title="Corso", channels=[Channel.objects.get(slug="corsi")])
    assert accept_due(now=timezone.now() + timedelta(days=1000)) == 0
    assert placement_of(notice, offanengo).decision == "declined"
    assert placement_of(course, offanengo).decision == "offered"


def test_one_offer_that_cannot_be_accepted_hinders_no_other(
    notice: Any, consortium: Member, offanengo: Member, channel: Channel
) -> None:
    """The channel became one for staff; an offer of another channel is due as well."""
    law = Channel.objects.get(slug="allerta")
    offanengo.subscriptions.update(accepts_duty=False)
    other = publish_news(consortium, title="Piena", slug="piena", channels=[law])
    with unit_of_work():
        channel.audience_kind = AudienceKind.STAFF
        channel.save()
    accept_due(now=timezone.now() + timedelta(days=1000))
    assert placement_of(other, offanengo).decision == "accepted"
    assert placement_of(notice, offanengo).decision == "offered"


def test_what_is_for_staff_is_offered_but_shown_on_no_site(
    consortium: Member, members: dict[str, Member], visit: Any
) -> None:
    Channel.objects.update(audience_kind=AudienceKind.STAFF)
    page = publish_to(members, consortium, on="allerta", by="channel")
    assert decisions_on(page, members) == dict.fromkeys(Mode.values, "offered")
    assert not Placement.objects.shown().filter(item__page_id=page.pk).exists()
    assert not Placement.objects.after(version=0).filter(item__page_id=page.pk).exists()
    assert {visit(member, PATH).status_code for member in (consortium, *members.values())} == {404}
    with pytest.raises(ActionRefused):
        accept(placement_of(page, members["automatic"]).pk, user=None)
    assert accept_due(now=timezone.now() + timedelta(days=1000)) == 0


def test_a_channel_that_becomes_one_for_staff_leaves_every_site(
    notice: Any, consortium: Member, crema: Member, izano: Member, channel: Channel, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano), unit_of_work():
        channel.audience_kind = AudienceKind.STAFF
        channel.save()
    assert {visit(member, PATH).status_code for member in (consortium, crema, izano)} == {410}
    republish(notice, title="Fibra, di nuovo")
    assert {visit(member, PATH).status_code for member in (consortium, crema, izano)} == {410}


def test_a_member_takes_an_item_from_the_catalogue(consortium: Member, members: dict[str, Member], visit: Any) -> None:
    page, off = publish_to(members, consortium, on="banda", by="channel"), members["off"]
    with only_these_rise(off):
        taken = take_from_catalogue(page.federated_item.pk, member=off, user=None)
    assert taken.shown
    assert visit(off, PATH).status_code == 200
    republish(page, title="Fibra per tutti")
    assert "Fibra per tutti" in visit(off, PATH).text
    with pytest.raises(ActionRefused):
        take_from_catalogue(page.federated_item.pk, member=off, user=None)


def test_the_catalogue_gives_nothing_that_is_withdrawn_for_staff_or_for_others(
    consortium: Member, members: dict[str, Member]
) -> None:
    off = members["off"]
    withdrawn = publish_news(consortium, title="Ritirata", channels=[Channel.objects.get(slug="banda")])
    for_others = publish_to({"review": members["review"]}, consortium, on="corsi", by="channel and single members")
    Channel.objects.filter(slug="allerta").update(audience_kind=AudienceKind.STAFF, default_obligation="optional")
    for_staff = publish_news(consortium, title="Turni", channels=[Channel.objects.get(slug="allerta")])
    with unit_of_work():
        withdrawn.unpublish()
    for page in (withdrawn, for_others, for_staff):
        with pytest.raises(ActionRefused):
            take_from_catalogue(page.federated_item.pk, member=off, user=None)
    assert not Placement.objects.filter(member=off).exists()


def test_a_duty_that_the_member_accepts_cannot_be_declined(
    consortium: Member, members: dict[str, Member], visit: Any
) -> None:
    page = publish_to(members, consortium, on="allerta", by="channel")
    for member in members.values():
        with pytest.raises(ActionRefused, match="dovere di legge"):
            decline(placement_of(page, member).pk, user=None)
        assert visit(member, PATH).status_code == 200


def test_a_duty_that_the_member_never_accepted_can_be_declined(consortium: Member, visit: Any) -> None:
    members = one_of_each_mode(accepts_duty=False)
    page = publish_to(members, consortium, on="allerta", by="channel")
    with only_these_rise(members["automatic"]):
        decline(placement_of(page, members["automatic"]).pk, user=None)
    gone = visit(members["automatic"], PATH)
    assert gone.status_code == 410
    assert "ha scelto di non pubblicare" in gone.text
