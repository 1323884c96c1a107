"""«Aspetto del sito»: a member's publisher changes the look of its own site, and of no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from federation.models import Brand, Member, MemberImage, MemberRole, User
from tests.admin_desk import URLS, Desk
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

LIST, EDIT = "federation_brands:index", "federation_brands:edit"


def image_of(member: Member) -> MemberImage:
    return MemberImage.objects.create(
        title=f"Stemma di {member.name}", file=get_test_image_file(), collection=member.collection
    )


def test_the_publisher_of_one_site_is_led_to_its_look_and_changes_it(
    notice: Any, crema: Member, crema_desk: Desk, visit: Any
) -> None:
    response = crema_desk.read(LIST, status=302)
    assert response.headers["Location"] == reverse(EDIT, args=[crema.brand.pk], urlconf=URLS)
    for look in ({"palette": "acqua"}, {"tagline": "Città del tortello"}, {"crest": image_of(crema).pk}):
        with only_these_rise(crema):
            crema_desk.fill(EDIT, crema.brand.pk, **look)
    home = visit(Member.objects.get(pk=crema.pk), "/").text
    assert "brand-acqua.css" in home
    assert "Città del tortello" in home
    assert "/media/crema/renditions/" in home
    with only_these_rise():
        crema_desk.fill(EDIT, crema.brand.pk)


def test_the_publisher_of_two_sites_chooses_between_them(
    crema: Member, izano: Member, crema_publisher: User, crema_desk: Desk
) -> None:
    crema_publisher.groups.add(MemberRole.objects.get(member=izano, role="publisher").group)
    listed = crema_desk.read(LIST).context["object_list"]
    assert {brand.member for brand in listed} == {crema, izano}


def test_another_members_image_is_refused_and_a_crest_that_the_consortium_gave_stays(
    consortium: Member, crema: Member, izano: Member, crema_desk: Desk
) -> None:
    sent = crema_desk.opened(EDIT, crema.brand.pk, crest=image_of(izano).pk)
    shown_again = crema_desk.client.post(reverse(EDIT, args=[crema.brand.pk], urlconf=URLS), sent).context["form"]
    assert set(shown_again.errors) == {"crest"}
    assert not shown_again["crest"].value(), "its chooser would show the title of another member's image"
    given = image_of(consortium)
    Brand.objects.filter(member=crema).update(crest=given)
    crema_desk.fill(EDIT, crema.brand.pk, tagline="Con lo stemma di sempre")
    assert Brand.objects.get(member=crema).crest == given


def test_a_colour_that_is_not_of_the_design_system_is_refused(crema: Member, crema_desk: Desk) -> None:
    assert set(crema_desk.refused(EDIT, crema.brand.pk, palette="fucsia")) == {"palette"}


def test_where_a_crest_is_used_is_said_before_its_image_is_deleted(
    crema: Member, crema_desk: Desk, administrator_desk: Desk
) -> None:
    crest = image_of(crema)
    crema_desk.fill(EDIT, crema.brand.pk, crest=crest.pk)
    assert "Crema" in administrator_desk.read("wagtailimages:image_usage", crest.pk).text
