"""«Canali» of the staff: a channel that is made, changed, archived or deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import ProtectedError

from cms.models import NewsPage
from federation.models import Channel, Member, Mode, Subscription
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.conftest import new_member
from tests.publishing import placement_of, publish_news, section_of
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

NEW, EDIT, DELETE = (f"federation_channel_register:{name}" for name in ("add", "edit", "delete"))
ARIA = {"name": "Qualità dell’aria", "slug": "qualita-aria"}


def how_members_receive(channel: Channel) -> dict[str, tuple[str, bool]]:
    rows = Subscription.objects.filter(channel=channel).values_list("member__slug", "mode", "accepts_duty")
    return {slug: (mode, accepts_duty) for slug, mode, accepts_duty in rows}


# --- a new channel ---------------------------------------------------------------------------------


def test_a_new_channel_is_the_consortiums_and_nobody_is_subscribed_unasked(consortium: Member, desk: Desk) -> None:
    with only_these_rise():
        desk.fill(NEW, **ARIA)
    channel = Channel.objects.get(slug="qualita-aria")
    assert channel.owner == consortium
    assert how_members_receive(channel) == {}


def test_with_a_new_channel_all_members_can_be_subscribed_at_once(
    consortium: Member, crema: Member, desk: Desk
) -> None:
    left = new_member("rivolta")
    Member.objects.filter(pk=left.pk).update(status=Member.Status.LEFT)
    desk.fill(NEW, **ARIA, subscribe="automatic")
    channel = Channel.objects.get(slug="qualita-aria")
    automatic = ("automatic", False)
    assert how_members_receive(channel) == {"crema": automatic, "izano": automatic, "offanengo": automatic}
    page = publish_news(consortium, title="Polveri", channels=[channel])
    assert placement_of(page, crema).shown


def test_who_has_chosen_already_keeps_its_choice(crema: Member, channel: Channel, desk: Desk) -> None:
    Subscription.objects.filter(channel=channel).exclude(member=crema).delete()
    Subscription.objects.filter(channel=channel, member=crema).update(mode=Mode.OFF)
    desk.fill(EDIT, channel.pk, subscribe="review")
    review = ("review", False)
    assert how_members_receive(channel) == {"crema": ("off", False), "izano": review, "offanengo": review}


def test_on_a_channel_of_law_whoever_is_subscribed_accepts_its_duties(desk: Desk) -> None:
    desk.fill(NEW, **ARIA, duty=True, default_obligation="duty", subscribe="review")
    assert set(how_members_receive(Channel.objects.get(slug="qualita-aria")).values()) == {("review", True)}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"slug": "banda"}, "slug", "è già usata"),
        ({"default_obligation": "duty"}, "default_obligation", "vale solo su un canale di legge"),
        ({"name": ""}, "name", "obbligatorio"),
        ({"subscribe": "off"}, "subscribe", "non è tra quelle disponibili"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(changes: dict[str, Any], field: str, says: str, desk: Desk) -> None:
    errors = desk.refused(NEW, **ARIA | changes)
    assert set(errors) == {field}
    assert says in errors[field]
    assert not Channel.objects.filter(name=ARIA["name"]).exists()


# --- a channel that changes --------------------------------------------------------------------------


def test_the_name_concerns_the_sites_that_show_its_items_and_what_nobody_shows_none(
    notice: Any, consortium: Member, crema: Member, izano: Member, channel: Channel, desk: Desk
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, channel.pk, name="Fibra ottica")
    with only_these_rise():
        desk.fill(EDIT, channel.pk, description="Cantieri e coperture")
    with only_these_rise():
        desk.fill(EDIT, channel.pk, archived=True)
    with only_these_rise():
        desk.fill(EDIT, channel.pk)


def test_what_becomes_one_for_staff_leaves_the_sites(
    notice: Any, consortium: Member, crema: Member, izano: Member, channel: Channel, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, channel.pk, audience_kind="staff")
    assert visit(crema, "/novita/notizie/fibra/").status_code == 410
    assert placement_of(notice, crema).decision == "offered"


def test_what_becomes_a_duty_of_law_is_shown_where_duties_were_accepted(
    notice: Any, consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel, desk: Desk
) -> None:
    Subscription.objects.filter(channel=channel, member=offanengo).update(accepts_duty=True)
    with only_these_rise(consortium, crema, izano, offanengo):
        desk.fill(EDIT, channel.pk, duty=True, default_obligation="duty")
    assert placement_of(notice, offanengo).shown


# --- the end of a channel ---------------------------------------------------------------------------


def test_a_channel_that_no_page_uses_can_be_deleted(channel: Channel, desk: Desk) -> None:
    with only_these_rise():
        desk.post(DELETE, channel.pk)
    assert not Channel.objects.filter(pk=channel.pk).exists()


def test_a_channel_that_pages_use_says_which_and_stays(
    notice: Any, crema: Member, channel: Channel, desk: Desk
) -> None:
    page = desk.read(DELETE, channel.pk)
    assert "serve a 1 pagina" in page.text
    assert f"/admin/pages/{notice.pk}/edit/" in page.text
    assert "Elimina</button>" not in page.text
    with only_these_rise():
        response = desk.client.post(page.wsgi_request.path, follow=True)
    assert "serve ad alcune pagine" in response.text
    assert placement_of(notice, crema).shown


@pytest.mark.parametrize("state", ["withdrawn", "draft", "draft of a published page", "scheduled"])
def test_a_page_that_is_not_published_counts_too(state: str, consortium: Member, channel: Channel, desk: Desk) -> None:
    section = section_of(consortium)
    fields = {"title": "Cantieri", "slug": "cantieri", "channels": [channel.pk]}
    if state == "scheduled":
        desk.create(section, **fields, go_live_at="2099-01-01 10:00")
    elif state == "draft of a published page":
        page = desk.create(section, title="Cantieri", slug="cantieri")
        desk.edit(page, action="save", channels=[channel.pk])
        assert NewsPage.objects.get(pk=page.pk).channels.count() == 0
    else:
        page = desk.create(section, **fields, action="save" if state == "draft" else "publish")
        if state == "withdrawn":
            desk.unpublish(page)
    assert "serve a 1 pagina" in desk.read(DELETE, channel.pk).text
    with pytest.raises(ProtectedError), unit_of_work():
        channel.delete()


def test_what_is_archived_is_chosen_no_more_but_stays_where_it_was_chosen(
    notice: Any, consortium: Member, channel: Channel, desk: Desk
) -> None:
    desk.fill(EDIT, channel.pk, archived=True)
    assert channel not in _offered(desk.read("wagtailadmin_pages:add", "cms", "newspage", section_of(consortium).pk))
    assert channel in _offered(desk.read("wagtailadmin_pages:edit", notice.pk))
    with only_these_rise(consortium, *Member.objects.filter(slug__in=["crema", "izano"])):
        desk.edit(notice, title="Fibra corretta")
    assert list(NewsPage.objects.get(pk=notice.pk).channels.all()) == [channel]


def test_what_is_archived_is_offered_to_nobody_who_has_not_chosen_it_yet(
    channel: Channel, crema_desk: Desk, desk: Desk
) -> None:
    desk.fill(EDIT, channel.pk, archived=True)
    member = new_member("soncino")
    assert "banda" not in how_slugs(member)
    assert "corsi" in how_slugs(member)
    assert "Banda" in crema_desk.read("federation_channels").text
    Subscription.objects.filter(channel=channel).delete()
    assert "Banda" not in crema_desk.read("federation_channels").text


def how_slugs(member: Member) -> set[str]:
    return set(member.subscriptions.values_list("channel__slug", flat=True))


def _offered(response: Any) -> list[Channel]:
    return list(response.context["form"].fields["channels"].queryset)
