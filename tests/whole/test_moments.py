"""Every field that holds a moment: right one second before it, at it, and one second after it, for every reader.

Pages are read through the page cache each time, and nobody changes anything in between but the scheduler.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from wagtail.models import Page, Revision

from cms.models.planted_page import PlantedPage
from federation.actions.leave import leave
from federation.models import Channel, Member, Mode, User
from federation.scheduler import Scheduler
from mobile_api.ids import global_id
from mobile_api.reading.kinds import KINDS_BY_NAME
from tests.admin_desk import Desk
from tests.audiences import resubscribe
from tests.conftest import new_member
from tests.publishing import placement_of, publish_event, publish_news, section_of
from tests.whole.phone import Phone
from tests.whole.sites import Site

OURS = ("cms", "federation", "search", "mobile_api", "themes")
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

# Pages of a site's tree: nobody can set a time for them, and none that stands in their columns has an effect.
PLANTED = tuple(model for model in apps.get_models() if issubclass(model, PlantedPage))
SCHEDULE = ("go_live_at", "expire_at")

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


def what_is_seen(page: Page, reader: Member, phone: Phone) -> dict[str, bool]:
    """Who sees «Fiera» at this moment, by the names of EVERYWHERE."""
    site, section = Site(reader.hostname or ""), _list_of(page, reader)
    cards = {"list": site.whole_list(section), "home": site.list_on("/"), "search": site.list_on("/ricerca/?q=fiera")}
    cards["landing"] = site.list_on(section.rpartition("/")[0].rpartition("/")[0] + "/")
    titles = {name: [card.title for card in found] for name, found in cards.items()}
    lists = phone.lists()
    (comune,) = lists["startup"]["comuni"] or [{"events": {"edges": []}}]
    phone.sync()
    return {name: "Fiera" in found for name, found in titles.items()} | {
        "page": site.get(f"{section}fiera/").status_code == 200,
        "first of its list": titles["list"][:1] == ["Fiera"],
        "feed": "Fiera" in [edge["node"]["title"] for edge in lists["feed"]["edges"]],
        "calendar": "Fiera" in [edge["node"]["title"] for edge in comune["events"]["edges"]],
        "node": _node_is_there(page, reader, phone),
        "changes": "Fiera" in [content["title"] for content in phone.shown()],
    }


def _list_of(page: Page, reader: Member) -> str:
    """The address of the reader's section in which it stands."""
    assert reader.site is not None
    section = section_of(reader, page.get_parent().specific.section_kind)
    return "/" + str(section.url_path).removeprefix(reader.site.root_page.url_path)


def _node_is_there(page: Page, reader: Member, phone: Phone) -> bool:
    placement = placement_of(page, reader) if reader.placements.filter(item__page_id=page.pk).exists() else None
    kind = KINDS_BY_NAME[page.specific_class.item_kind].type_name
    return placement is not None and phone.node(global_id(kind, placement.pk)) is not None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
def test_everybody_sees_it_until_the_second_and_from_the_second(
    consortium: Member, crema: Member, channel: Channel, moment: Moment
) -> None:
    with time_machine.travel(moment.at - moment.earlier, tick=False):
        page = moment.prepare(consortium, channel, moment.at)
    reader, phone = Member.objects.get(slug=moment.reader), Phone([moment.reader])
    seen = []
    for shift in (-SECOND, timedelta(0), SECOND):
        with time_machine.travel(moment.at + shift, tick=False):
            if moment.ticks:
                Scheduler().tick()
            seen.append(what_is_seen(page, reader, phone))
    assert {name: tuple(at[name] for at in seen) for name in moment.seen} == moment.seen
    assert all(row["calendar"] is False for row in seen) or "calendar" in moment.seen


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_page_of_the_sites_tree_is_there_whatever_time_is_sent_or_stored_for_it(
    crema: Member, crema_publisher: User, admin_site: Callable[[User], Client], kind: Any
) -> None:
    home = crema.site.root_page  # type: ignore[union-attr]
    page, site = kind.objects.descendant_of(home, inclusive=True).first(), Site(crema.hostname or "")
    path = "/" + page.url_path.removeprefix(home.url_path)
    with time_machine.travel(MOMENT - timedelta(hours=3), tick=False):
        desk = Desk(admin_site(crema_publisher))
        assert not {*SCHEDULE} & {*desk.read("wagtailadmin_pages:edit", page.pk).context["form"].fields}
        desk.edit(page, go_live_at=MOMENT, expire_at=MOMENT + DAY)
        assert site.get(path).status_code == 200
    page.refresh_from_db()
    assert [getattr(page, name) for name in SCHEDULE] == [None, None]
    Page.objects.filter(pk=page.pk).update(expire_at=MOMENT)
    for shift in (-SECOND, timedelta(0), SECOND):
        with time_machine.travel(MOMENT + shift, tick=False):
            Scheduler().tick()
            assert site.get(path).status_code == 200
            assert f'href="{path}"' in site.get(f"{path[:-1].rpartition('/')[0]}/").text


def test_every_field_that_holds_a_moment_is_in_the_table_or_said_to_have_no_effect() -> None:
    """A new one is put into MOMENTS with what it does, or into WITHOUT_EFFECT with the reason; that of a new page type,
    too, but for what has no effect on any page."""
    models_of_ours = (model for model in apps.get_models() if model.__module__.split(".")[0] in OURS)
    ours = [model for model in models_of_ours if not model._meta.proxy]
    found = set()
    for model in [*ours, Revision]:
        for column in model._meta.concrete_fields:
            if isinstance(column, models.DateField | models.TimeField | models.DurationField):
                of_all = f"{column.model._meta.label}.{column.name}"
                found.add(of_all if of_all in WITHOUT_EFFECT else f"{model._meta.label}.{column.name}")
    in_table = {name for moment in MOMENTS for name in moment.fields}
    in_table |= {f"{kind._meta.label}.{name}" for kind in PLANTED for name in SCHEDULE}
    assert in_table.isdisjoint(WITHOUT_EFFECT)
    assert found == in_table | WITHOUT_EFFECT.keys()
