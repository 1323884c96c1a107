"""Section 7 of the rules: which address an item has on each site, and what stands where it used to be."""

from __future__ import annotations

from typing import Any

import pytest

from federation.actions.accept import accept
from federation.actions.override import Overrides, override
from federation.models import Channel, Member
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_news, republish, section_of
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

NEWS = "/novita/notizie/"
PATH = "/novita/notizie/fibra/"


def moved_to(answer: Any) -> str:
    assert answer.status_code == 301
    return str(answer.headers["Location"])


def test_the_same_slug_on_two_sites_is_two_pages(crema: Member, izano: Member, visit: Any) -> None:
    publish_news(crema, title="Di Crema", slug="fibra")
    publish_news(izano, title="Di Izano", slug="fibra")
    assert "Di Crema" in visit(crema, PATH).text
    assert "Di Izano" in visit(izano, PATH).text


def test_a_placed_item_gives_way_to_an_own_page(
    consortium: Member, crema: Member, channel: Channel, visit: Any
) -> None:
    publish_news(crema, title="Nostra", slug="fibra")
    placed = publish_news(consortium, title="Del consorzio", slug="fibra", channels=[channel])
    republish(placed, title="Del consorzio, corretta")
    assert "Nostra" in visit(crema, PATH).text
    assert "Del consorzio, corretta" in visit(crema, f"{NEWS}fibra-2/").text
    assert "Del consorzio, corretta" in visit(consortium, PATH).text


def test_an_own_page_gives_way_to_a_placed_item_and_the_next_to_both(
    notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
) -> None:
    own = publish_news(crema, title="Nostra", slug="fibra")
    everywhere = Channel.objects.create(owner=izano, name="Mostre", slug="mostre")
    crema.subscriptions.create(channel=everywhere, mode="automatic")
    third = publish_news(izano, title="Di Izano", slug="fibra", channels=[everywhere])
    assert placement_of(notice, crema).path == PATH
    assert placement_of(own, crema).path == f"{NEWS}fibra-2/"
    assert placement_of(third, crema).path == f"{NEWS}fibra-3/"
    assert placement_of(third, izano).path == f"{NEWS}fibra-2/"
    republish(own, title="Nostra, corretta")
    republish(third, title="Di Izano, corretta")
    assert "Fibra a Crema" in visit(crema, PATH).text
    assert "Nostra, corretta" in visit(crema, f"{NEWS}fibra-2/").text
    assert "Di Izano, corretta" in visit(crema, f"{NEWS}fibra-3/").text


def test_a_draft_with_the_same_slug_never_replaces_a_placed_item(notice: Any, crema: Member, visit: Any) -> None:
    with only_these_rise(), unit_of_work():
        draft = type(notice)(title="Bozza", slug="fibra", live=False)
        section_of(crema).add_child(instance=draft)
    assert "Fibra a Crema" in visit(crema, PATH).text
    with only_these_rise(crema):
        republish(draft)
    assert "Fibra a Crema" in visit(crema, PATH).text
    assert "Bozza" in visit(crema, f"{NEWS}fibra-2/").text


def test_a_draft_alone_answers_nothing(crema: Member, visit: Any) -> None:
    with unit_of_work():
        section_of(crema).add_child(instance=publishable(crema))
    assert visit(crema, f"{NEWS}bozza/").status_code == 404


def publishable(member: Member) -> Any:
    page_type = section_of(member).allowed_subpage_models()[0]
    return page_type(title="Bozza", slug="bozza", live=False)


@pytest.mark.parametrize("slug", ["banda-larga", "fibra-2026", "fibra-ottica"])
def test_a_renamed_page_leaves_a_301_on_its_owners_site_and_changes_no_receivers_address(
    notice: Any, consortium: Member, crema: Member, visit: Any, slug: str
) -> None:
    republish(notice, slug=slug)
    assert moved_to(visit(consortium, PATH)) == f"{NEWS}{slug}/"
    assert moved_to(visit(consortium, f"{PATH}?da=app")) == f"{NEWS}{slug}/"
    assert visit(crema, PATH).status_code == 200
    assert visit(crema, f"{NEWS}{slug}/").status_code == 404
    assert f'href="http://consorzio.localhost{NEWS}{slug}/"' in visit(crema, PATH).text


def test_renamed_and_named_back_the_first_address_is_the_address_again(
    notice: Any, consortium: Member, visit: Any
) -> None:
    republish(notice, slug="fibra-2026")
    republish(notice, slug="fibra")
    assert visit(consortium, PATH).status_code == 200
    assert moved_to(visit(consortium, f"{NEWS}fibra-2026/")) == PATH


def test_a_newcomer_at_a_former_address_is_what_stands_there(notice: Any, consortium: Member, visit: Any) -> None:
    republish(notice, slug="banda-larga")
    publish_news(consortium, title="Un’altra fibra", slug="fibra")
    assert "Un’altra fibra" in visit(consortium, PATH).text


def test_whoever_accepts_after_the_rename_gets_the_new_slug(
    notice: Any, crema: Member, offanengo: Member, visit: Any
) -> None:
    republish(notice, slug="banda-larga")
    accept(placement_of(notice, offanengo).pk, user=None)
    assert visit(offanengo, f"{NEWS}banda-larga/").status_code == 200
    assert placement_of(notice, crema).slug == "fibra"


def test_moved_to_another_section_it_leaves_a_301_on_every_site(
    notice: Any, consortium: Member, crema: Member, izano: Member, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano), unit_of_work():
        notice.move(section_of(consortium, "avvisi"), pos="last-child")
    for member in (consortium, crema):
        assert moved_to(visit(member, PATH)) == "/novita/avvisi/fibra/"
        assert visit(member, "/novita/avvisi/fibra/").status_code == 200
        assert "Fibra a Crema" in visit(member, "/novita/avvisi/").text
        assert "Fibra a Crema" not in visit(member, NEWS).text


def test_moved_to_a_section_where_the_slug_is_taken_it_gets_a_number(
    notice: Any, consortium: Member, crema: Member, visit: Any
) -> None:
    publish_news(crema, title="Avviso nostro", slug="fibra", section="avvisi")
    with unit_of_work():
        notice.move(section_of(consortium, "avvisi"), pos="last-child")
    assert moved_to(visit(crema, PATH)) == "/novita/avvisi/fibra-2/"
    assert "Avviso nostro" in visit(crema, "/novita/avvisi/fibra/").text
    assert visit(consortium, "/novita/avvisi/fibra/").status_code == 200


def test_a_renamed_section_takes_along_what_is_routed_under_it(
    notice: Any, crema: Member, izano: Member, visit: Any
) -> None:
    own = publish_news(crema, title="Nostra", slug="nostra")
    with only_these_rise(crema):
        republish(section_of(crema), slug="attualita")
    assert moved_to(visit(crema, NEWS)) == "/novita/attualita/"
    assert moved_to(visit(crema, PATH)) == "/novita/attualita/fibra/"
    assert moved_to(visit(crema, f"{NEWS}nostra/?x=1")) == "/novita/attualita/nostra/"
    for path in ("", "fibra/", "nostra/"):
        assert visit(crema, f"/novita/attualita/{path}").status_code == 200
    assert placement_of(own, crema).path == "/novita/attualita/nostra/"
    assert visit(izano, PATH).status_code == 200


def test_a_renamed_first_level_page_takes_its_sections_along(notice: Any, crema: Member, visit: Any) -> None:
    landing = section_of(crema).get_parent().specific
    with only_these_rise(crema):
        republish(landing, slug="attualita")
    for rest in ("", "notizie/", "notizie/fibra/"):
        assert moved_to(visit(crema, f"/novita/{rest}")) == f"/attualita/{rest}"
        assert visit(crema, f"/attualita/{rest}").status_code == 200
    republish(landing, slug="novita")
    for rest in ("", "notizie/", "notizie/fibra/"):
        assert visit(crema, f"/novita/{rest}").status_code == 200


def test_as_sent_it_is_canonical_to_the_owner_and_adapted_to_the_member(
    notice: Any, crema: Member, izano: Member, visit: Any
) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(note="Vale anche da noi"), user=None)
    canonical = 'rel="canonical" href="http://{}.localhost' + PATH + '"'
    assert canonical.format("crema") in visit(crema, PATH).text
    assert canonical.format("consorzio") in visit(izano, PATH).text


def test_the_form_refuses_a_taken_slug_and_names_who_has_it(notice: Any, crema: Member, crema_publisher: Any) -> None:
    form_class = type(notice).get_edit_handler().get_form_class()
    errors = {}
    for slug in ("fibra", "altra"):
        data = {"title": "Nostra", "slug": slug, "body-count": "0", "comments-TOTAL_FORMS": "0",
                "comments-INITIAL_FORMS": "0"}  # fmt: skip
        form = form_class(data, instance=publishable(crema), parent_page=section_of(crema), for_user=crema_publisher)
        form.is_valid()
        errors[slug] = str(form.errors.get("slug", ""))
    assert "Fibra a Crema" in errors["fibra"]
    assert errors["altra"] == ""
