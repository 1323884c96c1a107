"""Wagtail's permission advisories of 2026, each asked again as another member's administrator; 8.0.1 has them fixed.

The crawl asks the same of every address; these stay when an address is renamed, and name what they are about.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import CollectionViewRestriction, Page, Revision

from federation.models import Member, MemberDocument, MemberImage, MemberRole, User
from tests.admin_desk import URLS
from tests.publishing import publish_news, section_of

pytestmark = pytest.mark.django_db
SECRET = "Segretissimo"


@pytest.fixture
def client(crema: Member) -> Client:
    """Of Crema's administrator."""
    user = User.objects.create_user("amministra")
    user.groups.add(MemberRole.objects.get(member=crema, role="administrator").group)
    signed_in = Client(SERVER_NAME="admin.localhost")
    signed_in.force_login(user)
    return signed_in


@pytest.fixture
def theirs(izano: Member) -> Any:
    """A page of Izano with a draft that nobody else may read."""
    page = publish_news(izano, title="Pubblica", slug="pubblica")
    page.title = page.summary = SECRET
    page.save_revision()
    return page


def path(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf=URLS)


def shows_nothing(response: Any, *, status: int = 404) -> None:
    assert response.status_code == status
    assert SECRET not in response.text


def test_cve_2026_25517_previews(client: Client, theirs: Any, izano: Member) -> None:
    shows_nothing(client.get(path("wagtailadmin_pages:preview_on_edit", theirs.pk)))
    shows_nothing(client.post(path("wagtailadmin_pages:preview_on_edit", theirs.pk), {"title": "x"}))
    shows_nothing(client.get(path("wagtailadmin_pages:view_draft", theirs.pk)))
    shows_nothing(client.get(path("wagtailadmin_pages:preview_on_add", "cms", "newspage", section_of(izano).pk)))


def test_cve_2026_44197_comparing_revisions(client: Client, theirs: Any, crema: Member) -> None:
    own = publish_news(crema, title="Nostra", slug="nostra")
    foreign = theirs.latest_revision_id
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_compare", theirs.pk, "live", "latest")))
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_compare", own.pk, "live", foreign)))
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_compare", own.pk, foreign, "latest")))
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_view", own.pk, foreign)))
    shows_nothing(client.post(path("wagtailadmin_pages:revisions_revert", own.pk, foreign)))
    assert Revision.objects.filter(pk=foreign, object_id=str(theirs.pk)).exists()


def test_cve_2026_44198_history(client: Client, theirs: Any) -> None:
    shows_nothing(client.get(path("wagtailadmin_pages:history", theirs.pk)))
    shows_nothing(client.get(path("wagtailadmin_pages:history_results", theirs.pk)))
    shows_nothing(client.get(path("wagtailadmin_pages:workflow_history", theirs.pk)))
    shows_nothing(client.get(path("wagtailadmin_reports:site_history")), status=200)


def test_cve_2026_44199_form_submissions(client: Client, theirs: Any) -> None:
    """The package is not installed; were it, its addresses would be refused until somebody declares them."""
    for address in (f"/admin/forms/submissions/{theirs.pk}/", f"/admin/forms/submissions/{theirs.pk}/delete/"):
        assert client.get(address).status_code in (302, 404)


def test_cve_2026_44200_copying_pages(client: Client, theirs: Any, crema: Member, izano: Member) -> None:
    own = publish_news(crema, title="Nostra", slug="nostra")
    taken = {"new_title": "Presa", "new_slug": "presa", "copy_subpages": "on"}
    shows_nothing(
        client.post(path("wagtailadmin_pages:copy", theirs.pk), taken | {"new_parent_page": section_of(crema).pk})
    )
    shows_nothing(
        client.post(path("wagtailadmin_pages:copy", own.pk), taken | {"new_parent_page": section_of(izano).pk})
    )
    assert not Page.objects.filter(slug="presa").exists()


def test_cve_2026_44201_private_collections_in_the_api(client: Client, izano: Member) -> None:
    CollectionViewRestriction.objects.create(collection=izano.collection, restriction_type="login")
    image = MemberImage.objects.create(title=SECRET, file=get_test_image_file(), collection=izano.collection)
    MemberDocument.objects.create(
        title=SECRET, file=ContentFile(b"%PDF-1.4", name="x.pdf"), collection=izano.collection
    )
    for name in ("wagtailadmin_api:images:listing", "wagtailadmin_api:documents:listing"):
        shows_nothing(client.get(path(name)), status=302)
    shows_nothing(client.get(path("wagtailadmin_api:images:detail", image.pk)), status=302)


def test_cve_2026_54259_choosers(client: Client, theirs: Any, izano: Member) -> None:
    image = MemberImage.objects.create(title=SECRET, file=get_test_image_file(), collection=izano.collection)
    document = MemberDocument.objects.create(
        title=SECRET, file=ContentFile(b"%PDF-1.4", name="x.pdf"), collection=izano.collection
    )
    shows_nothing(client.get(path("wagtailimages_chooser:chosen", image.pk)))
    shows_nothing(client.get(path("wagtaildocs_chooser:chosen", document.pk)))
    shows_nothing(client.get(path("wagtailimages_chooser:chosen_multiple"), {"id": image.pk}))
    shows_nothing(client.get(path("wagtaildocs_chooser:chosen_multiple"), {"id": document.pk}))
    shows_nothing(client.get(path("wagtailimages_chooser:select_format", image.pk)))
    shows_nothing(client.get(path("wagtailadmin_choose_page_chosen_multiple"), {"id": theirs.pk}))
    shows_nothing(client.get(path("wagtailadmin_choose_page_child", section_of(izano).pk)))
    shows_nothing(client.get(path("wagtailadmin_choose_page_search"), {"q": SECRET[:8].lower()}), status=200)
    for name in ("wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose_results"):
        shows_nothing(client.get(path(name), {"q": SECRET[:8].lower()}), status=200)


@pytest.mark.parametrize("advisory", ["GHSA-3vrh", "GHSA-92hv", "GHSA-c2xx", "GHSA-x5cx", "GHSA-jm5p"])
def test_the_fixes_of_8_0_ask_for_rights_on_what_an_action_names(
    client: Client, theirs: Any, izano: Member, advisory: str
) -> None:
    """The five of 8.0 are of one kind: an action on a page, file, revision or task that the person may not open."""
    image = MemberImage.objects.create(title=SECRET, file=get_test_image_file(), collection=izano.collection)
    asked = {
        "GHSA-3vrh": path("wagtailadmin_pages:convert_alias", theirs.pk),
        "GHSA-92hv": path("wagtailadmin_pages:revisions_unschedule", theirs.pk, theirs.latest_revision_id),
        "GHSA-c2xx": path("wagtailimages:url_generator_output", image.pk),
        "GHSA-x5cx": path("wagtailadmin_pages:confirm_workflow_cancellation", theirs.pk),
        "GHSA-jm5p": path("wagtailadmin_pages:move_confirm", theirs.pk, section_of(izano).pk),
    }[advisory]
    before = json.dumps(list(Page.objects.order_by("pk").values()), default=str)
    shows_nothing(client.get(asked))
    shows_nothing(client.post(asked))
    assert json.dumps(list(Page.objects.order_by("pk").values()), default=str) == before
