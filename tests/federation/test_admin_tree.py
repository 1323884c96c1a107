"""Moving, renaming, copying and deleting, through the admin and in a shell: section 4 of the rules, the tree's rows."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page

from cms.models import NewsPage
from federation.actions.reconcile import reconcile
from federation.models import Item, Placement, Reason
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import placement_of, publish_news, section_of
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

PATH = "/novita/notizie/fibra/"


@pytest.fixture
def market(crema: Any, izano: Any) -> NewsPage:
    """A page of Crema's own, for nobody else."""
    return publish_news(crema, title="Mercato", slug="mercato")


def test_moved_to_another_section_the_page_moves_on_every_site_and_leaves_a_redirect(
    notice: Any, consortium: Any, crema: Any, izano: Any, administrator_desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        administrator_desk.move(notice, to=section_of(consortium, "avvisi"))
    for member in (consortium, crema, izano):
        assert visit(member, "/novita/avvisi/fibra/").status_code == 200
        assert visit(member, PATH).headers["Location"] == "/novita/avvisi/fibra/"


def test_bulk_move_does_the_same(
    notice: Any, consortium: Any, crema: Any, izano: Any, administrator_desk: Desk, visit: Any
) -> None:
    target = section_of(consortium, "comunicati")
    with only_these_rise(consortium, crema, izano):
        administrator_desk.bulk("move", notice, chooser=target.pk)
    assert visit(izano, "/novita/comunicati/fibra/").status_code == 200


def test_reordering_raises_the_page_that_was_moved(
    notice: Any, consortium: Any, crema: Any, izano: Any, channel: Any, desk: Desk
) -> None:
    own = publish_news(consortium, title="Ufficio chiuso", slug="chiuso")
    with only_these_rise(consortium):
        desk.reorder(own, position=0)
    assert [page.pk for page in section_of(consortium).get_children()] == [own.pk, notice.pk]
    with only_these_rise(consortium, crema, izano):
        desk.reorder(notice, position=0)


def test_moved_to_another_owner_the_item_changes_hands(
    market: Any, crema: Any, izano: Any, administrator_desk: Desk, visit: Any
) -> None:
    item_id = Item.objects.get(page=market).pk
    with only_these_rise(crema, izano):
        administrator_desk.move(market, to=section_of(izano))
    item = Item.objects.get(page=market)
    assert (item.pk, item.owner) == (item_id, izano)
    assert placement_of(market, crema).reason == Reason.MOVED
    assert visit(crema, "/novita/notizie/mercato/").status_code == 410
    assert visit(izano, "/novita/notizie/mercato/").status_code == 200


def test_moved_to_another_owner_an_addressed_item_stays_on_the_old_owners_site(
    notice: Any, consortium: Any, crema: Any, izano: Any, administrator_desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        administrator_desk.move(notice, to=section_of(crema))
    assert Item.objects.get(page=notice).owner == crema
    assert [visit(member, PATH).status_code for member in (consortium, crema, izano)] == [200, 200, 200]


def test_the_new_slug_of_a_section_moves_all_that_stands_below_it(
    notice: Any, market: Any, crema: Any, crema_desk: Desk, visit: Any
) -> None:
    with only_these_rise(crema):
        crema_desk.edit(section_of(crema), slug="ultime")
    assert visit(crema, "/novita/ultime/mercato/").status_code == 200
    assert visit(crema, "/novita/ultime/fibra/").status_code == 200
    assert visit(crema, PATH).headers["Location"] == "/novita/ultime/fibra/"


def test_the_new_slug_of_a_first_level_page_moves_its_sections(
    notice: Any, consortium: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    assert consortium.site is not None
    with only_these_rise(consortium):
        desk.edit(consortium.site.root_page.get_children().get(slug="novita").specific, slug="nuovo")
    assert visit(consortium, "/nuovo/notizie/fibra/").status_code == 200
    assert visit(consortium, PATH).headers["Location"] == "/nuovo/notizie/fibra/"
    assert visit(izano, PATH).status_code == 200


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_deleted_page_is_gone_everywhere_and_its_item_kept(
    in_bulk: bool, notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    item = Item.objects.get(page=notice)
    with only_these_rise(consortium, crema, izano):
        desk.bulk("delete", notice) if in_bulk else desk.delete(notice)
    item.refresh_from_db()
    assert (item.page_id, item.title) == (None, "Fibra a Crema")
    assert set(Placement.objects.filter(item=item).values_list("page_id", "reason")) == {(None, Reason.DELETED)}
    for member in (consortium, crema, izano):
        assert visit(member, PATH).status_code == 410
        assert "Fibra a Crema" not in visit(member, "/novita/notizie/").text


def test_a_subtree_deleted_in_a_shell_takes_its_items_along(
    notice: Any, market: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    assert consortium.site is not None
    with only_these_rise(consortium, crema, izano), unit_of_work():
        consortium.site.root_page.get_children().get(slug="novita").delete()
    assert visit(crema, PATH).status_code == visit(consortium, PATH).status_code == 410
    assert visit(consortium, "/novita/").status_code == 404
    assert placement_of(market, crema).available


def test_pages_deleted_by_a_query_are_withdrawn_too(
    notice: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano), unit_of_work():
        Page.objects.filter(pk=notice.pk).delete()
    assert visit(crema, PATH).status_code == 410


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_a_draft_raises_nothing(in_bulk: bool, consortium: Any, channel: Any, desk: Desk) -> None:
    draft = desk.create(section_of(consortium), action="save", title="Bozza", slug="bozza", channels=[channel])
    with only_these_rise():
        desk.bulk("delete", draft) if in_bulk else desk.delete(draft)
    assert not Item.objects.exists()


def test_a_published_copy_is_an_item_of_its_own(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    before = set(Placement.objects.values_list("pk", "version"))
    with only_these_rise(consortium, crema, izano):
        copy = desk.copy(notice, slug="fibra-bis", publish_copies="on")
    assert Item.objects.get(page=copy).pk != Item.objects.get(page=notice).pk
    assert before <= set(Placement.objects.values_list("pk", "version"))
    assert visit(crema, "/novita/notizie/fibra-bis/").status_code == visit(crema, PATH).status_code == 200


def test_a_copy_kept_as_a_draft_raises_nothing(notice: Any, desk: Desk) -> None:
    with only_these_rise():
        copy = desk.copy(notice, slug="fibra-bis")
    assert not Item.objects.filter(page=copy).exists()


def test_an_alias_is_an_item_of_its_owner_and_is_not_sent_a_second_time(
    notice: Any, consortium: Any, crema: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium):
        desk.copy(notice, slug="fibra-alias", to=section_of(consortium, "avvisi"), alias="on")
    assert visit(consortium, "/novita/avvisi/fibra-alias/").status_code == 200
    assert visit(crema, "/novita/avvisi/fibra-alias/").status_code == 404


def test_an_alias_follows_its_source(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    alias = desk.copy(notice, slug="fibra-alias", to=section_of(consortium, "avvisi"), alias="on")
    with only_these_rise(consortium, crema, izano):
        desk.edit(notice, title="Fibra ovunque")
    assert placement_of(alias, consortium).title_shown == "Fibra ovunque"
    with only_these_rise(consortium, crema, izano):
        desk.unpublish(notice)
    assert visit(consortium, "/novita/avvisi/fibra-alias/").status_code == 410


def test_a_page_added_live_in_a_shell_is_placed(crema: Any, izano: Any, visit: Any) -> None:
    with only_these_rise(crema), unit_of_work():
        section_of(crema).add_child(instance=NewsPage(title="Sagra", slug="sagra"))
    assert visit(crema, "/novita/notizie/sagra/").status_code == 200


def test_a_page_saved_in_a_shell_is_placed(market: Any, crema: Any, visit: Any) -> None:
    with only_these_rise(crema), unit_of_work():
        market.title = "Mercato del giovedì"
        market.save()
    assert "Mercato del giovedì" in visit(crema, "/novita/notizie/").text


def test_parental_many_to_many_saved_after_the_page_counts(
    consortium: Any, crema: Any, izano: Any, channel: Any
) -> None:
    with only_these_rise(consortium, crema, izano), unit_of_work():
        page = section_of(consortium).add_child(instance=NewsPage(title="Fibra", slug="fibra", channels=[channel]))
    assert placement_of(page, crema).shown


def test_a_section_unpublished_or_deleted_in_a_shell_concerns_its_owner(consortium: Any, crema: Any) -> None:
    with only_these_rise(crema), unit_of_work():
        section_of(crema, "comunicati").unpublish()
    with only_these_rise(crema), unit_of_work():
        section_of(crema, "avvisi").delete()


def test_a_query_that_goes_past_the_signals_is_found_by_reconcile(notice: Any, consortium: Any, crema: Any) -> None:
    NewsPage.objects.filter(pk=notice.pk).update(title="Di nascosto")
    assert [difference.page_id for difference in reconcile(dry_run=True)] == [notice.pk]
    assert placement_of(notice, crema).title_shown == "Fibra a Crema"
    reconcile()
    assert placement_of(notice, crema).title_shown == "Di nascosto"
    assert reconcile(dry_run=True) == []
