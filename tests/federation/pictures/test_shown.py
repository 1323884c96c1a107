"""What visitors see of images: made when a site shows them, gone when none does, at addresses that need no look."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from wagtail.models import ReferenceIndex

from cms.models import NewsPage
from federation.actions.override import Overrides, override
from federation.actions.withdraw import withdraw
from federation.models import Brand, Member, MemberImage, RenditionSet, User
from federation.pictures.following import bytes_of as original_bytes
from federation.pictures.following import follow, read_changes
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.files import FILES_OF_A_PHOTO, bytes_of, image_of, keys_in, keys_of, picture, picture_in_body
from tests.publishing import placement_of, publish_news, republish, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
PATH = "/novita/notizie/piazza/"


def test_a_page_names_what_the_reader_makes_before_it_is_made(
    illustrated: NewsPage, photo: MemberImage, crema: Member, visit: Any
) -> None:
    named = keys_in(visit(crema, PATH)) | keys_in(visit(crema, "/novita/notizie/"))
    assert len(named) == FILES_OF_A_PHOTO
    assert keys_of(photo) == []
    follow()
    assert set(keys_of(photo)) == named
    with Image.open(BytesIO(original_bytes(min(key for key in named if "card-400.webp" in key)))) as card:
        assert card.size == (400, 225)


def test_a_visitor_gets_them_and_they_may_be_kept(
    storage: str, illustrated: NewsPage, photo: MemberImage, crema: Member, visit: Any, request: Any
) -> None:
    follow()
    for key in keys_of(photo):
        if storage == "bucket":
            assert request.getfixturevalue("bucket").read(key) == 200
            assert visit(crema, f"/media/{key}").status_code == 404
            continue
        answer = visit(crema, f"/media/{key}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == f"image/{key.rpartition('.')[2]}"
        assert "immutable" in answer.headers["Cache-Control"]
        assert bytes_of(answer)


def test_html_names_sizes_formats_and_dimensions(illustrated: NewsPage, crema: Member, visit: Any) -> None:
    republish(illustrated, body=picture_in_body(illustrated.image))
    html = visit(crema, PATH).text
    assert html.count("<picture>") == html.count('type="image/avif"') == 2
    assert html.count('width="960"') == html.count('height="540"') == 2
    assert html.count('loading="lazy"') == 1, "the one in front is wanted at once"
    assert 'alt="Vista"' in html
    assert "1440w" in html


def test_withdrawn_everything_is_gone_and_published_again_it_is_there_at_the_same_address(
    illustrated: NewsPage, photo: MemberImage
) -> None:
    follow()
    before = keys_of(photo)
    assert len(before) == FILES_OF_A_PHOTO
    withdraw(illustrated.pk, user=None)
    follow()
    assert keys_of(photo) == []
    assert not RenditionSet.objects.exists()
    republish(illustrated)
    follow()
    assert keys_of(photo) == before


def test_a_deleted_page_leaves_no_picture(illustrated: NewsPage, photo: MemberImage) -> None:
    follow()
    with unit_of_work():
        illustrated.delete()
    follow()
    assert keys_of(photo) == []


def test_a_picture_that_was_taken_off_the_page_is_gone(illustrated: NewsPage, photo: MemberImage) -> None:
    follow()
    republish(illustrated, image=None)
    follow()
    assert keys_of(photo) == []


def test_expiry_takes_the_pictures_with_it(illustrated: NewsPage, photo: MemberImage) -> None:
    republish(illustrated, expire_at=timezone.now() + timedelta(hours=1))
    follow()
    assert keys_of(photo)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    follow()  # outside, because a bucket refuses requests of another time
    assert keys_of(photo) == []


def test_an_image_of_two_items_stays_until_the_last_is_gone(
    illustrated: NewsPage, photo: MemberImage, crema: Member
) -> None:
    other = publish_news(crema, title="Altra", body=picture_in_body(photo))
    follow()
    withdraw(illustrated.pk, user=None)
    follow()
    assert len(keys_of(photo)) == FILES_OF_A_PHOTO
    withdraw(other.pk, user=None)
    follow()
    assert keys_of(photo) == []


def test_a_members_own_image_for_a_notice_lives_as_long_as_the_member_shows_it(
    notice: Any, photo: MemberImage, crema: Member, izano: Member, visit: Any
) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(image=photo.pk), user=None)
    follow()
    path = "/novita/notizie/fibra/"
    assert keys_in(visit(crema, path)) <= set(keys_of(photo))
    assert keys_in(visit(crema, path))
    assert not keys_in(visit(izano, path))
    override(placement_of(notice, crema).pk, overrides=Overrides(), user=None)
    follow()
    assert keys_of(photo) == []


def test_a_crest_is_made_and_goes_when_another_is_chosen(crema: Member, photo: MemberImage, visit: Any) -> None:
    with unit_of_work():
        crema.brand.crest = photo
        crema.brand.save()
    follow()
    assert keys_in(visit(crema, "/")) <= set(keys_of(photo))
    other = image_of(crema, picture(300, 400))
    with unit_of_work():
        crema.brand.crest = other
        crema.brand.save()
    follow()
    assert not [key for key in keys_of(photo) if f"/{photo.pk}-" in key]
    assert keys_in(visit(crema, "/")) <= set(keys_of(other))


def test_pages_without_an_item_have_pictures_too(crema: Member, photo: MemberImage) -> None:
    """No page type has one yet, so the reference is written here."""
    section = section_of(crema)
    template = ReferenceIndex.objects.filter(object_id=str(publish_news(crema, title="x", image=photo).pk)).get(
        to_object_id=str(photo.pk)
    )
    template.pk, template.object_id = None, str(section.pk)
    template.content_type = section.cached_content_type
    template.save()
    withdraw(NewsPage.objects.get(title="x").pk, user=None)
    follow()
    assert len(keys_of(photo)) == FILES_OF_A_PHOTO
    template.delete()
    republish(section)
    follow()
    assert keys_of(photo) == []


@pytest.mark.parametrize("change", ["file", "same file", "focal point"])
def test_what_changes_an_image_gives_it_other_addresses(
    change: str,
    illustrated: NewsPage,
    photo: MemberImage,
    crema: Member,
    crema_publisher: User,
    admin_site: Any,
    visit: Any,
) -> None:
    follow()
    before = set(keys_of(photo))
    data: dict[str, Any] = {"title": "Piazza", "collection": photo.collection_id, "tags": "", "description": ""}
    if change == "focal point":
        data |= {f"focal_point_{name}": 100 for name in ("x", "y", "width", "height")}
    else:
        data["file"] = BytesIO(picture(colour="red" if change == "file" else "teal"))
        data["file"].name = "altra.png"
    Desk(admin_site(crema_publisher)).post("wagtailimages:edit", photo.pk, **data)
    follow()
    after = set(keys_of(photo))
    assert len(after) == FILES_OF_A_PHOTO
    assert not after & before
    assert keys_in(visit(crema, PATH)) <= after


def test_a_deleted_image_leaves_nothing(
    illustrated: NewsPage, photo: MemberImage, crema: Member, admin_site: Any, visit: Any
) -> None:
    follow()
    Desk(admin_site(User.objects.create_superuser("administrator"))).post("wagtailimages:delete", photo.pk)
    follow()
    assert keys_of(photo) == []
    assert not keys_in(visit(crema, PATH))


def test_brands_are_looked_at_in_few_queries(
    crema: Member, izano: Member, offanengo: Member, django_assert_max_num_queries: Any
) -> None:
    for member in (crema, izano, offanengo):
        Brand.objects.filter(member=member).update(crest=image_of(member, picture(20, 20)))
    follow()
    assert RenditionSet.objects.filter(made=True).count() == 0, "an update tells nobody"
    with unit_of_work():
        for member in (crema, izano, offanengo):
            member.brand.refresh_from_db()
            member.brand.save()
    with django_assert_max_num_queries(25):
        read_changes()
    follow()
    assert RenditionSet.objects.filter(made=True).count() == 3
