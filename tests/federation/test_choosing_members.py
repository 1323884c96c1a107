"""Choosing members of thousands: the form carries those that are chosen, the chooser finds the others."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from federation.models import Association, Member
from tests.admin_desk import URLS, Desk
from tests.publishing import placement_of, publish_news, section_of

pytestmark = pytest.mark.django_db

CHOOSE = "federation_member_chooser:choose_results"


def many_members() -> None:
    Member.objects.bulk_create(
        Member(name=f"Comune {n:04}", slug=f"comune-{n}", province="BG" if n % 2 else "CR") for n in range(300)
    )


def test_the_editor_of_a_page_carries_the_chosen_members_and_no_other(
    consortium: Member, crema: Member, izano: Member, channel: Any, desk: Desk
) -> None:
    many_members()
    page = publish_news(consortium, title="Per due", channels=[channel], members=[crema, izano])
    text = desk.read("wagtailadmin_pages:edit", page.pk).text
    assert text.count('name="members"') == 2
    assert f'value="{crema.pk}"' in text
    assert "Comune 0001" not in text
    assert (
        'name="members"' not in desk.read("wagtailadmin_pages:add", "cms", "newspage", section_of(consortium).pk).text
    )


def test_who_is_added_and_who_is_unticked_is_saved(
    consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Any, desk: Desk
) -> None:
    page = publish_news(consortium, title="Per due", channels=[channel], members=[crema, izano])
    desk.edit(page, members=[crema, offanengo])
    assert placement_of(page, offanengo).available
    assert not placement_of(page, izano).available


@pytest.mark.parametrize("forged", ["999999", "x", "-1", "²", "9" * 30])
def test_what_is_no_member_is_refused_with_a_message(forged: str, crema: Member, desk: Desk) -> None:
    association = Association.objects.create(name="SUAP", slug="suap")
    url = reverse("federation_associations:edit", args=[association.pk], urlconf=URLS)
    response = desk.client.post(url, {"name": "SUAP", "slug": "suap", "members": [forged, crema.pk]})
    assert "members" in response.context["form"].errors
    assert f'value="{crema.pk}"' in response.text, "what was right is still ticked"


def test_the_chooser_finds_by_name_and_province_and_leaves_out_who_has_left(desk: Desk, izano: Member) -> None:
    many_members()
    Member.objects.filter(pk=izano.pk).update(status=Member.Status.LEFT)

    def found(query: str) -> int:
        return int(desk.read(CHOOSE, query=f"multiple=1&{query}").context["results"].paginator.count)

    assert found("") == 303
    assert found("q=comune 000") == 10
    assert found("q=comune 000&province=BG") == 5
    assert found("q=izano") == 0


def test_what_was_chosen_comes_back_with_its_names(crema: Member, izano: Member, desk: Desk) -> None:
    answer = desk.read("federation_member_chooser:chosen_multiple", query=f"id={crema.pk}&id={izano.pk}")
    assert {row["title"] for row in answer.json()["result"]} == {"Crema", "Izano"}


def test_the_list_of_members_is_for_who_sends_to_them(crema: Member, crema_desk: Desk) -> None:
    for name, args in (("choose", ()), ("choose_results", ()), ("chosen", (crema.pk,)), ("chosen_multiple", ())):
        url = reverse(f"federation_member_chooser:{name}", args=args, urlconf=URLS)
        assert crema_desk.client.get(url, {"id": crema.pk}).status_code in (302, 403), name
