"""The table of moments: each field that holds one, what happens at it, and who sees that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from wagtail.models import Page

from federation.actions.leave import leave
from federation.models import Channel, Member, Mode
from tests.audiences import resubscribe
from tests.conftest import new_member
from tests.publishing import publish_event, publish_news

ROME = ZoneInfo("Europe/Rome")
MOMENT = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 12, 1, 0, 0, tzinfo=ROME)
SECOND = timedelta(seconds=1)

Three = tuple[bool, bool, bool]
STAYS: Three = (True, True, True)
GOES: Three = (True, False, False)
COMES: Three = (False, True, True)
NEVER: Three = (False, False, False)
EVERYWHERE = ("page", "list", "first of its list", "home", "landing", "search", "feed", "node", "changes")


@dataclass(frozen=True)
class Moment:
    """`prepare` publishes «Fiera» some hours or days before `at`; `reader` is the comune where it is looked for.

    `seen` says who sees it, or does not, before, at and after the moment. `ticks`: the scheduler runs each time, and
    without it nothing would happen.
    """

    name: str
    fields: tuple[str, ...]
    prepare: Callable[[Member, Channel, datetime], Page]
    seen: dict[str, Three]
    at: datetime = MOMENT
    reader: str = "crema"
    ticks: bool = False
    earlier: timedelta = field(default=timedelta(hours=3))


def _news(**of_moment: Callable[[datetime], Any]) -> Callable[[Member, Channel, datetime], Page]:
    """A notice of the consortium to all; the fields are made from the moment."""

    def prepare(owner: Member, channel: Channel, at: datetime) -> Page:
        fields = {name: make(at) for name, make in of_moment.items()}
        return publish_news(owner, title="Fiera", slug="fiera", channels=[channel], **fields)

    return prepare


def _event(
    start: timedelta, end: timedelta | None = None, **of_moment: Callable[[datetime], Any]
) -> Callable[[Member, Channel, datetime], Page]:
    """An event to all, and a second one next month; start and end are told from the moment, and so are the fields."""

    def prepare(owner: Member, channel: Channel, at: datetime) -> Page:
        publish_event(owner, title="Il mese prossimo", channels=[channel], start=at + timedelta(days=30))
        last = at + end if end is not None else None
        fields = {name: make(at) for name, make in of_moment.items()} | {"start": at + start, "end": last}
        return publish_event(owner, title="Fiera", slug="fiera", channels=[channel], **fields)

    return prepare


def _of_a_member_that_left(owner: Member, channel: Channel, at: datetime) -> Page:
    page = publish_news(owner, title="Fiera", slug="fiera", channels=[channel])
    new_member("altro", kind=Member.Kind.CONSORTIUM)  # the only one may not leave
    leave(owner, on=at.date())
    return page


def _to_a_member_that_joins(owner: Member, channel: Channel, at: datetime) -> Page:
    Member.objects.filter(pk=new_member("dovera").pk).update(joined=at.date())
    return publish_news(owner, title="Fiera", slug="fiera", channels=[channel])


def _offered(owner: Member, channel: Channel, at: datetime) -> Page:
    resubscribe(Member.objects.get(slug="crema"), channel, mode=Mode.REVIEW)
    return publish_news(owner, title="Fiera", slug="fiera", channels=[channel])


def _everywhere(seen: Three, **exceptions: Three) -> dict[str, Three]:
    return dict.fromkeys(EVERYWHERE, seen) | {name.replace("_", " "): three for name, three in exceptions.items()}


DAY = timedelta(days=1)
EXPIRY = ("cms.NewsPage.expire_at", "federation.Item.expires_at")
EVENT_EXPIRY = ("cms.EventPage.expire_at", "federation.Item.expires_at")
APPROVED = "wagtailcore.Revision.approved_go_live_at"
END = ("cms.EventPage.end", "federation.Item.ends_at")
START = ("cms.EventPage.start", "federation.Item.starts_at")
OVER = _everywhere(STAYS, home=GOES, landing=GOES, first_of_its_list=GOES, calendar=STAYS)

MOMENTS = [
    Moment("expires, no scheduler runs", EXPIRY, _news(expire_at=lambda at: at), _everywhere(GOES)),
    Moment(
        "expires, the scheduler runs", EXPIRY, _news(expire_at=lambda at: at), _everywhere(GOES), ticks=True
    ),
    # What a phone keeps of an event tells no expiry (contract.graphql): it goes from there with the scheduler.
    Moment("an event expires, no scheduler runs", EVENT_EXPIRY, _event(DAY, expire_at=lambda at: at),
           _everywhere(GOES, calendar=GOES, changes=STAYS)),
    Moment("an event expires, the scheduler runs", EVENT_EXPIRY, _event(DAY, expire_at=lambda at: at),
           _everywhere(GOES, calendar=GOES), ticks=True),
    Moment("goes live", ("cms.NewsPage.go_live_at", APPROVED), _news(go_live_at=lambda at: at), _everywhere(COMES),
           ticks=True),
    Moment("an event goes live", ("cms.EventPage.go_live_at", APPROVED), _event(DAY, go_live_at=lambda at: at),
           _everywhere(COMES, calendar=COMES), ticks=True),
    Moment("an event ends", END, _event(-timedelta(hours=2), timedelta(0)), OVER),
    Moment("an event ends at midnight", END, _event(-timedelta(hours=2), timedelta(0)), OVER | {"calendar": GOES},
           at=MIDNIGHT),
    Moment("the day of an event is over", END, _event(-timedelta(hours=7), -timedelta(hours=6)),
           _everywhere(STAYS, home=NEVER, landing=NEVER, first_of_its_list=NEVER, calendar=GOES), at=MIDNIGHT),
    Moment("the day of an event without an end is over", START, _event(-timedelta(hours=14)),
           OVER | {"calendar": GOES}, at=MIDNIGHT, earlier=timedelta(days=2)),
    Moment("an event begins", START, _event(timedelta(0)), _everywhere(STAYS, calendar=STAYS)),
    Moment("an offer falls due", ("federation.Placement.due_at",), _offered, _everywhere(COMES),
           ticks=True, earlier=timedelta(days=settings.OFFER_DAYS)),
    Moment("its date, which tells no hour", ("cms.NewsPage.published_on",),
           _news(published_on=lambda at: at.date()), _everywhere(STAYS), at=MIDNIGHT),
    Moment("a member joined by its papers", ("federation.Member.joined",), _to_a_member_that_joins, _everywhere(STAYS),
           at=MIDNIGHT, reader="dovera"),
    Moment("a member left by its papers", ("federation.Member.left",), _of_a_member_that_left, _everywhere(NEVER),
           at=MIDNIGHT),
]  # fmt: skip

# Moments that are written down and read by nobody who decides what a site shows.
WITHOUT_EFFECT = {
    "federation.Item.published_at": "orders lists; it is in the past, or the date of NewsPage.published_on",
    "federation.Item.updated_at": "shown by the app; it is in the past",
    "federation.InboxEntry.created_at": "editors read it",
    "federation.InboxEntry.settled_at": "whether, not when",
    "federation.ReaderCursor.moved_at": "operators read it",
    "federation.AuditEntry.timestamp": "administrators read it",
    "federation.Invitation.accepted_at": "administrators read it",
    "federation.Invitation.expires_on": "it ends a link, and nothing that anybody sees: tests/people/test_inviting.py",
    "federation.Invitation.sent_at": "administrators read it",
    "federation.Invitation.withdrawn_at": "administrators read it",
    "federation.SuspendedRole.since": "administrators read it",
    "federation.DutyRun.begun_at": "operators read it",
    "federation.DutyRun.succeeded_at": "operators read it",
    "federation.DutyRun.failed_at": "operators read it",
    "federation.RenditionSet.claimed_until": "until when one reader has a piece of work for itself",
    "federation.MemberImage.created_at": "editors read it",
    "federation.MemberDocument.created_at": "editors read it",
    "federation.User.last_login": "of people, not of sites",
    "federation.User.date_joined": "of people, not of sites",
    "wagtailcore.Page.first_published_at": "the past",
    "wagtailcore.Page.last_published_at": "the past",
    "wagtailcore.Page.latest_revision_created_at": "the past",
    "wagtailcore.Page.locked_at": "editors read it",
    "wagtailcore.Revision.created_at": "the past",
}
