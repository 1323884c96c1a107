"""Privacy, files, sites, members and audiences: section 4 of the rules, what is not a page and yet changes pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from cms.models import NewsPage
from federation.models import HostAlias, Member, MemberDocument, MemberImage, Reason
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import placement_of, publish_news, section_of
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

PATH = "/novita/notizie/fibra/"


@pytest.fixture
def photo(crema: Member) -> MemberImage:
    """In Crema's collection."""
    return MemberImage.objects.create(title="Piazza", file=get_test_image_file(), collection=crema.collection)


@pytest.fixture
def minutes(crema: Member) -> MemberDocument:
    """In Crema's collection."""
    file = ContentFile(b"%PDF-1.4", name="verbale.pdf")
    return MemberDocument.objects.create(title="Verbale", file=file, collection=crema.collection)


@pytest.fixture
def illustrated(crema: Member, izano: Member, photo: MemberImage) -> NewsPage:
    """A page of Crema's own with the photo in front."""
    return publish_news(crema, title="Piazza", slug="piazza", image=photo)


@pytest.fixture
def with_body(crema: Member, izano: Member, photo: MemberImage, minutes: MemberDocument) -> NewsPage:
    """A page of Crema's own with the photo and the minutes in its body."""
    picture = {"image": {"image": photo.pk, "alt_text": "Piazza", "decorative": False}, "caption": ""}
    body = [{"type": "picture", "value": picture}, {"type": "documents", "value": [minutes.pk]}]
    page = NewsPage(title="Verbale", slug="verbale")
    page.body = page.body.stream_block.to_python(body)
    return publish_news(crema, title="Verbale", slug="verbale", body=page.body)


# --- privacy -------------------------------------------------------------------------------------


def test_a_page_made_private_leaves_the_other_sites_until_it_is_public_again(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.restrict(notice, "password")
    assert placement_of(notice, crema).reason == Reason.PRIVATE
    assert visit(crema, PATH).status_code == 410
    assert "id_password" in visit(consortium, PATH).text
    assert "Fibra a Crema" not in visit(consortium, PATH).text
    with only_these_rise(consortium, crema, izano):
        desk.restrict(notice, "none")
    assert visit(crema, PATH).status_code == visit(consortium, PATH).status_code == 200


def test_a_private_section_makes_all_below_it_private(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.restrict(section_of(consortium), "password")
    assert visit(izano, PATH).status_code == 410
    assert "id_password" in visit(consortium, PATH).text
    assert "id_password" in visit(consortium, "/novita/notizie/").text
    with only_these_rise(consortium, crema, izano):
        desk.restrict(section_of(consortium), "none")
    assert visit(izano, PATH).status_code == 200


def test_privacy_of_a_section_does_not_hide_what_the_member_received(notice: Any, crema: Any, crema_desk: Desk) -> None:
    with only_these_rise(crema):
        crema_desk.restrict(section_of(crema, "avvisi"), "password")
    assert placement_of(notice, crema).available


def test_privacy_of_a_collection_concerns_the_pages_that_use_its_files(
    with_body: Any, crema: Any, administrator_desk: Desk
) -> None:
    url, collection = "wagtailadmin_collections:set_privacy", crema.collection
    with only_these_rise(crema):
        administrator_desk.post(url, collection.pk, status=200, restriction_type="password", password="prova")
    with only_these_rise(crema):
        administrator_desk.post(url, collection.pk, status=200, restriction_type="none")


def test_privacy_of_a_collection_above_concerns_them_too(with_body: Any, crema: Any, administrator_desk: Desk) -> None:
    url, root = "wagtailadmin_collections:set_privacy", Collection.get_first_root_node()
    with only_these_rise(crema):
        administrator_desk.post(url, root.pk, status=200, restriction_type="password", password="prova")


# --- files ---------------------------------------------------------------------------------------


def test_a_replaced_image_concerns_the_pages_that_show_it(
    illustrated: Any, with_body: Any, photo: MemberImage, crema: Any, crema_desk: Desk
) -> None:
    versions = [placement_of(page, crema).version for page in (illustrated, with_body)]
    with only_these_rise(crema):
        _edit_image(crema_desk, photo, file=_upload("piazza2.png"))
    now = [placement_of(page, crema).version for page in (illustrated, with_body)]
    assert now[0] == now[1] > max(versions)


def test_a_focal_point_concerns_the_pages_that_show_the_image(
    illustrated: Any, photo: MemberImage, crema: Any, crema_desk: Desk
) -> None:
    point = {"focal_point_x": 10, "focal_point_y": 10, "focal_point_width": 5, "focal_point_height": 5}
    with only_these_rise(crema):
        _edit_image(crema_desk, photo, **point)


def test_a_deleted_image_concerns_the_pages_that_showed_it(
    illustrated: Any, with_body: Any, photo: MemberImage, crema: Any, administrator_desk: Desk
) -> None:
    versions = [placement_of(page, crema).version for page in (illustrated, with_body)]
    with only_these_rise(crema):
        administrator_desk.post("wagtailimages:delete", photo.pk)
    now = [placement_of(page, crema).version for page in (illustrated, with_body)]
    assert now[0] == now[1] > max(versions)


def test_an_image_that_no_page_shows_concerns_nobody(photo: MemberImage, crema: Any, crema_desk: Desk) -> None:
    with only_these_rise():
        _edit_image(crema_desk, photo, title="Piazza vuota")


def test_a_rendition_concerns_nobody(illustrated: Any, photo: MemberImage) -> None:
    with only_these_rise(), unit_of_work():
        photo.renditions.create(filter_spec="width-100", file=get_test_image_file("small.png"), width=1, height=1)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_replaced_or_deleted_document_concerns_the_pages_that_offer_it(
    deleted: bool, with_body: Any, minutes: MemberDocument, crema: Any, administrator_desk: Desk
) -> None:
    file = ContentFile(b"%PDF-1.4 again", name="verbale2.pdf")
    data = {"title": "Verbale", "file": file, "collection": minutes.collection_id, "tags": ""}
    with only_these_rise(crema):
        if deleted:
            administrator_desk.post("wagtaildocs:delete", minutes.pk)
        else:
            administrator_desk.post("wagtaildocs:edit", minutes.pk, **data)


# --- members and their sites -----------------------------------------------------------------------


def test_a_site_or_a_redirect_concerns_everybody(
    notice: Any, consortium: Any, crema: Any, izano: Any, offanengo: Any, administrator_desk: Desk
) -> None:
    everybody = (consortium, crema, izano, offanengo)
    assert crema.site is not None
    site = {"hostname": "crema.localhost", "port": 80, "site_name": "Crema!", "root_page": crema.site.root_page_id}
    with only_these_rise(*everybody):
        administrator_desk.post("wagtailsites:edit", crema.site.pk, **site)
    redirect = {"old_path": "/vecchio", "is_permanent": "on", "redirect_link": "http://crema.localhost/novita/"}
    with only_these_rise(*everybody):
        administrator_desk.post("wagtailredirects:add", **redirect)


def test_the_name_of_a_member_concerns_its_site_and_what_it_shows_elsewhere(
    notice: Any, consortium: Any, crema: Any, izano: Any, visit: Any
) -> None:
    with only_these_rise(crema), unit_of_work():
        crema.name = "Crema città"
        crema.save()
    with only_these_rise(consortium, crema, izano), unit_of_work():
        consortium.name = "Consorzio Nuovo"
        consortium.save()
    assert "Consorzio Nuovo" in visit(izano, PATH).text
    assert placement_of(notice, crema).version == placement_of(notice, izano).version


def test_the_look_and_the_other_names_of_a_site_concern_that_site_alone(
    notice: Any, photo: MemberImage, crema: Any, crema_desk: Desk, administrator_desk: Desk
) -> None:
    with only_these_rise(crema), unit_of_work():
        crema.brand.crest = photo
        crema.brand.save()
    with only_these_rise(crema):
        _edit_image(crema_desk, photo, file=_upload("stemma.png"))
    with only_these_rise(crema):
        administrator_desk.post("wagtailimages:delete", photo.pk)
    with only_these_rise(crema), unit_of_work():
        HostAlias.objects.create(member=crema, hostname="comunecrema.localhost")


def _upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, get_test_image_file().file.getvalue(), "image/png")


def _edit_image(desk: Desk, image: MemberImage, **changes: Any) -> None:
    data = {"title": image.title, "collection": image.collection_id, "tags": "", "description": ""}
    desk.post("wagtailimages:edit", image.pk, **(data | changes))
