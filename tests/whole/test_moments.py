"""Every field that holds a moment: right one second before it, at it, and one second after it, for every reader.

Pages are read through the page cache each time, and nobody changes anything in between but the scheduler.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.test import Client
from wagtail.models import Page, Revision

from cms.models.planted_page import PlantedPage
from federation.models import Channel, Member, User
from federation.scheduler import Scheduler
from mobile_api.ids import global_id
from mobile_api.reading.kinds import KINDS_BY_NAME
from tests.admin_desk import Desk
from tests.publishing import placement_of, section_of
from tests.whole.moments import DAY, MOMENT, MOMENTS, SECOND, WITHOUT_EFFECT, Moment
from tests.whole.phone import Phone
from tests.whole.sites import Site

OURS = ("cms", "federation", "search", "mobile_api", "themes")

# Pages of a site's tree: nobody can set a time for them, and none that stands in their columns has an effect.
PLANTED = tuple(model for model in apps.get_models() if issubclass(model, PlantedPage))
SCHEDULE = ("go_live_at", "expire_at")


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
