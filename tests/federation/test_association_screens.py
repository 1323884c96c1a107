"""«Gestioni associate» of the staff: who enters or leaves one, through the admin; none is deleted under an item."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import ProtectedError

from cms.models import NewsPage
from federation.models import Association, Member
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import placement_of, publish_news, section_of
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

NEW, EDIT, DELETE = (f"federation_associations:{name}" for name in ("add", "edit", "delete"))
PATH = "/novita/notizie/sportello/"


@pytest.fixture
def suap(crema: Member, izano: Member) -> Association:
    """Crema and Izano."""
    association = Association.objects.create(name="SUAP", slug="suap", lead=crema)
    association.members.set([crema, izano])
    return association


@pytest.fixture
def for_suap(suap: Association, consortium: Member, offanengo: Member, channel: Any) -> NewsPage:
    """A notice for the members of the SUAP alone."""
    return publish_news(consortium, title="Sportello", slug="sportello", channels=[channel], associations=[suap])


def test_an_association_is_made_with_its_members(crema: Member, izano: Member, desk: Desk) -> None:
    with only_these_rise():
        desk.fill(
            NEW, name="Polizia locale", slug="polizia", service="Vigilanza", lead=crema.pk, members=[crema.pk, izano.pk]
        )
    association = Association.objects.get(slug="polizia")
    assert association.lead == crema
    assert set(association.members.all()) == {crema, izano}


def test_who_enters_receives_and_who_leaves_loses_what_is_for_its_members(
    for_suap: Any,
    suap: Any,
    consortium: Member,
    crema: Member,
    izano: Member,
    offanengo: Member,
    desk: Desk,
    visit: Any,
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, suap.pk, members=[crema.pk, offanengo.pk])
    assert (visit(crema, PATH).status_code, visit(izano, PATH).status_code) == (200, 410)
    assert placement_of(for_suap, offanengo).decision == "offered"
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, suap.pk, members=[crema.pk, izano.pk])
    assert visit(izano, PATH).status_code == 200
    assert not placement_of(for_suap, offanengo).available


def test_without_any_member_it_is_for_nobody_and_not_for_everybody(
    for_suap: Any,
    suap: Any,
    consortium: Member,
    crema: Member,
    izano: Member,
    offanengo: Member,
    desk: Desk,
    visit: Any,
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, suap.pk, members=[])
    assert {visit(member, PATH).status_code for member in (crema, izano)} == {410}
    assert visit(offanengo, PATH).status_code == 404


def test_what_no_site_shows_of_it_concerns_nobody(for_suap: Any, suap: Any, izano: Member, desk: Desk) -> None:
    with only_these_rise():
        desk.fill(EDIT, suap.pk, name="SUAP Serio Est", service="Sportello unico", lead=izano.pk, archived=True)
    assert Association.objects.get(pk=suap.pk).name == "SUAP Serio Est"


def test_one_that_items_are_addressed_to_is_not_deleted(
    for_suap: Any, suap: Any, offanengo: Member, desk: Desk
) -> None:
    page = desk.read(DELETE, suap.pk)
    assert "serve a 1 pagina" in page.text
    with only_these_rise():
        assert "serve ad alcune pagine" in desk.client.post(page.wsgi_request.path, follow=True).text
    with pytest.raises(ProtectedError), only_these_rise(), unit_of_work():
        suap.delete()


def test_one_that_nobody_is_addressed_by_is_deleted(suap: Any, desk: Desk) -> None:
    with only_these_rise():
        desk.post(DELETE, suap.pk)
    assert not Association.objects.exists()


def test_what_is_archived_is_chosen_no_more_but_stays_where_it_was_chosen(
    for_suap: Any, suap: Any, consortium: Member, crema: Member, izano: Member, desk: Desk, visit: Any
) -> None:
    desk.fill(EDIT, suap.pk, archived=True)
    new = desk.read("wagtailadmin_pages:add", "cms", "newspage", section_of(consortium).pk).context["form"]
    assert suap not in new.fields["associations"].queryset
    with only_these_rise(consortium, crema, izano):
        desk.edit(for_suap, title="Sportello nuovo")
    assert placement_of(for_suap, crema).shown


def test_a_member_that_items_are_addressed_to_is_not_deleted_in_a_shell_either(
    consortium: Member, channel: Any
) -> None:
    prospect = Member.objects.create(name="Soncino", slug="soncino", status=Member.Status.PROSPECT)
    publish_news(consortium, title="Per te", channels=[channel], members=[prospect])
    with pytest.raises(ProtectedError):
        prospect.delete()
