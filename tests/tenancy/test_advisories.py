"""Wagtail's permission advisories of 2026, each asked again as another member's administrator; 8.0.1 has them fixed.

The crawl asks the same of every address; these stay when an address is renamed, and name what they are about. Whoever
may see the secret sees it in the same answer, so that no test passes because nothing is there.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction, CopyPageForTranslationPermissionError
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Revision

from federation.models import HostAlias, Member, MemberDocument, MemberImage, MemberRole, User
from federation.tenancy.guard import guard_of
from tests.admin_desk import URLS, page_form
from tests.files import close, document_in_body
from tests.publishing import publish_news, section_of
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
SECRET = "Segretissimo"
CARELESS = "tests.tenancy.careless_urls"


@pytest.fixture
def client(crema: Member) -> Client:
    """Of Crema's administrator."""
    return enter(person("crema", "administrator"))


@pytest.fixture
def owner(izano: Member) -> Client:
    """Of Izano's administrator, who may see what is Izano's."""
    return enter(person("izano", "administrator"))


@pytest.fixture
def superuser(db: None) -> Client:
    """For what is closed to the people of members, whatever they own."""
    return enter(User.objects.create_superuser("installatore"))


@pytest.fixture
def theirs(izano: Member) -> Any:
    """A page of Izano with a draft that nobody else may read."""
    page = publish_news(izano, title="Pubblica", slug="pubblica")
    page.title = page.summary = SECRET
    page.save_revision(log_action=True)
    return page


def path(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf=URLS)


def shows_nothing(response: Any, *, status: int = 404) -> None:
    assert response.status_code == status
    assert SECRET not in response.text


def only_for(allowed: Client, address: str, client: Client, *, status: int = 404) -> None:
    assert SECRET in allowed.get(address).text, address
    shows_nothing(client.get(address), status=status)


def image_in(collection: Collection) -> MemberImage:
    image: MemberImage = MemberImage.objects.create(title=SECRET, file=get_test_image_file(), collection=collection)
    return image


def document_in(collection: Collection) -> MemberDocument:
    file = ContentFile(b"%PDF-1.4", name="x.pdf")
    document: MemberDocument = MemberDocument.objects.create(title=SECRET, file=file, collection=collection)
    return document


def test_cve_2026_25517_previews(client: Client, owner: Client, theirs: Any, izano: Member) -> None:
    """The preview of a page that one may not edit was made of whatever form was sent."""
    form = page_form(theirs.get_latest_revision_as_object())
    for address in (
        path("wagtailadmin_pages:preview_on_edit", theirs.pk),
        path("wagtailadmin_pages:preview_on_add", "cms", "newspage", section_of(izano).pk),
    ):
        shows_nothing(client.post(address, form))
        assert owner.post(address, form | {"slug": "altra"}).json()["is_valid"], address
        only_for(owner, address, client)


def test_cve_2026_44197_comparing_revisions(
    client: Client, owner: Client, theirs: Any, crema: Member, izano: Member
) -> None:
    """Two revisions of a page could be compared by whoever knew their numbers."""
    own = publish_news(crema, title="Nostra", slug="nostra")
    live, foreign = theirs.live_revision_id, theirs.latest_revision_id
    only_for(owner, path("wagtailadmin_pages:revisions_compare", theirs.pk, live, foreign), client)
    only_for(owner, path("wagtailadmin_pages:revisions_compare", theirs.pk, "live", "latest"), client)
    only_for(owner, path("wagtailadmin_pages:revisions_view", theirs.pk, foreign), client)
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_compare", own.pk, "live", foreign)))
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_compare", own.pk, foreign, "latest")))
    shows_nothing(client.get(path("wagtailadmin_pages:revisions_view", own.pk, foreign)))
    shows_nothing(client.post(path("wagtailadmin_pages:revisions_revert", own.pk, foreign)))
    assert Revision.objects.filter(pk=foreign, object_id=str(theirs.pk)).exists()


def test_cve_2026_44198_history(client: Client, owner: Client, theirs: Any) -> None:
    """The history of a page was shown to those who may not edit it."""
    only_for(owner, path("wagtailadmin_pages:history", theirs.pk), client)
    only_for(owner, path("wagtailadmin_reports:site_history"), client, status=200)
    for name in ("history_results", "workflow_history"):
        address = path(f"wagtailadmin_pages:{name}", theirs.pk)
        assert owner.get(address).status_code == 200
        shows_nothing(client.get(address))


def test_cve_2026_44199_form_submissions(client: Client, theirs: Any, crema: Member) -> None:
    """Submissions to another page's form could be deleted through one's own; forms are not installed, nor declared."""
    own = publish_news(crema, title="Nostra", slug="nostra")
    for page in (own, theirs):
        deleting = f"/admin/forms/submissions/{page.pk}/delete/?selected-submissions=1"
        assert client.get(f"/admin/forms/submissions/{page.pk}/").status_code in (302, 404)
        assert client.post(deleting).status_code in (302, 404)
    assert guard_of("wagtailforms:delete_submissions", print) is None  # which closes it, were it installed


def test_cve_2026_44200_copying_pages(client: Client, owner: Client, theirs: Any, crema: Member, izano: Member) -> None:
    """A page that one may not edit could be copied to where one may, and read there."""
    address, home = path("wagtailadmin_pages:copy", theirs.pk), {"new_parent_page": section_of(crema).pk}
    taken = {"new_title": "Presa", "new_slug": "presa", "copy_subpages": "on"}
    for data in (taken, taken | {"publish_copies": "on"}, taken | {"alias": "on"}):
        shows_nothing(client.post(address, data | home))
    for action in ("copy", "create_alias"):
        data = {"destination_page_id": section_of(crema).pk, "slug": "presa", "update_slug": "presa"}
        shows_nothing(client.post(path("wagtailadmin_api:pages:action", theirs.pk, action), data), status=302)
    assert not Page.objects.descendant_of(section_of(crema)).exists()
    owner.post(address, taken | {"new_parent_page": section_of(izano).pk})
    assert Page.objects.get(slug="presa").is_descendant_of(section_of(izano))


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_cve_2026_44201_private_collections_in_the_api(
    client: Client, superuser: Client, izano: Member, kind: str
) -> None:
    """The API listed what lies in private collections; here it is closed to members, and Wagtail's answer is asked."""
    hidden_by_the_api(client, superuser, kind, private=izano.collection, holding=izano.collection)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_ghsa_c2xx_cjmh_9q8f_collections_below_private_ones(
    client: Client, superuser: Client, izano: Member, kind: str
) -> None:
    """The API listed what lies in collections below a private one, which are private too."""
    below = izano.collection.add_child(name="Sotto")  # type: ignore[union-attr]
    hidden_by_the_api(client, superuser, kind, private=izano.collection, holding=below)


def hidden_by_the_api(client: Client, superuser: Client, kind: str, *, private: Any, holding: Any) -> None:
    """Not even a superuser is shown what asks for a password, until it is given."""
    file = (image_in if kind == "images" else document_in)(holding)
    addresses = [path(f"wagtailadmin_api:{kind}:listing"), path(f"wagtailadmin_api:{kind}:detail", file.pk)]
    for address in addresses:
        only_for(superuser, address, client, status=302)
    CollectionViewRestriction.objects.create(collection=private, restriction_type="password", password="prova")
    for address, status in zip(addresses, (200, 404), strict=True):
        shows_nothing(superuser.get(address), status=status)
        shows_nothing(client.get(address), status=302)


def test_cve_2026_54259_choosers(client: Client, owner: Client, izano: Member) -> None:
    """The choosers told name and address of any image or document whose number was sent as the chosen one."""
    for kind, file in (("images", image_in(izano.collection)), ("docs", document_in(izano.collection))):
        only_for(owner, path(f"wagtail{kind}_chooser:chosen", file.pk), client)
        only_for(owner, f"{path(f'wagtail{kind}_chooser:chosen_multiple')}?id={file.pk}", client)
        only_for(owner, path(f"wagtail{kind}_chooser:choose_results"), client, status=200)
    only_for(owner, path("wagtailimages_chooser:select_format", image_in(izano.collection).pk), client)


def test_choosing_pages_as_in_cve_2026_54259(client: Client, owner: Client, theirs: Any, izano: Member) -> None:
    """The chooser of pages, of which the advisory says nothing."""
    only_for(owner, f"{path('wagtailadmin_choose_page_chosen_multiple')}?id={theirs.pk}", client)
    only_for(owner, path("wagtailadmin_choose_page_child", section_of(izano).pk), client)


def test_cve_2026_54261_previews_of_images(client: Client, owner: Client, izano: Member) -> None:
    """The screen that makes an image's address previewed any image."""
    address = path("wagtailimages:preview", image_in(izano.collection).pk, "width-165")
    assert owner.get(address).headers["Content-Type"].startswith("image/")
    assert client.get(address).status_code == 404


def test_cve_2026_54262_translations(client: Client, theirs: Any) -> None:
    """Who may submit translations made one of any page; the package is not installed, nor declared."""
    for send in (client.get, client.post):
        assert send(f"/admin/translation/submit/page/{theirs.pk}/").status_code in (302, 404)
    assert guard_of("simple_translation:submit_page_translation", print) is None


def test_ghsa_3vrh_m9w7_v94f_pages_in_the_api(
    client: Client, owner: Client, theirs: Any, crema: Member, izano: Member
) -> None:
    """The admin's API of pages gave titles and other fields, of drafts too, to everybody who may open the admin."""
    publish_news(crema, title="Nostra", slug="nostra")
    listing, section = path("wagtailadmin_api:pages:listing"), section_of(izano).pk
    asked = {
        f"{listing}?order=-id": 200,
        f"{listing}?fields=*&order=-id": 200,
        f"{listing}?child_of={section}": 400,
        f"{listing}?descendant_of={section}": 400,
        f"{listing}?child_of={section}&for_explorer=1": 400,
        path("wagtailadmin_api:pages:detail", theirs.pk): 404,
    }
    for address, status in asked.items():
        only_for(owner, address, client, status=status)
        assert "Pubblica" not in client.get(address).text
    assert "Nostra" in client.get(f"{listing}?order=-id").text
    finding = f"{path('wagtailadmin_api:pages:find')}?id={theirs.pk}"
    assert (owner.get(finding).status_code, client.get(finding).status_code) == (302, 404)


def test_ghsa_92hv_j533_69wc_documents_by_their_hash(client: Client, owner: Client, izano: Member) -> None:
    """Whoever sent a document's SHA-1 as its ETag was told that it is this document, before any right was asked."""
    document = document_in(izano.collection)
    site, wrong = Client(SERVER_NAME=izano.hostname or ""), f"/documenti/{document.pk}/altro.pdf"
    known, other = f'"{document.file_hash}"', f'"{"0" * 40}"'

    def answers(asking: Client, address: str) -> list[Any]:
        told = []
        for name in ("If-None-Match", "If-Match"):
            for etag in (known, other):
                answer = asking.get(address, headers={name: etag})
                told.append((answer.status_code, answer.headers.get("ETag"), answer.headers.get("Location")))
                close(answer)
        return told

    assert [status for status, *_ in answers(owner, document.url)][:2] == [304, 200]
    for asking in (client, Client(SERVER_NAME="admin.localhost"), site):
        for address in (document.url, wrong):
            assert len(set(answers(asking, address))) == 1
            assert answers(asking, address)[0][:2] in ((404, None), (302, None))
    publish_news(izano, title="Verbale", body=document_in_body(document))
    assert [status for status, *_ in answers(site, document.url)][:2] == [304, 200]
    CollectionViewRestriction.objects.create(collection=izano.collection, restriction_type="password", password="prova")
    assert len(set(answers(site, document.url))) == 1
    assert answers(site, document.url)[0][1] is None


def test_ghsa_x5cx_w6p2_mxf2_copying_snippets(
    client: Client, superuser: Client, crema: Member, izano: Member, settings: Any
) -> None:
    """Who may only add snippets read one by copying it; none is registered: a model's screen has the same view."""
    settings.ADMIN_URLCONF = CARELESS
    group = MemberRole.objects.get(member=crema, role="administrator").group
    rights = Permission.objects.filter(content_type__model="hostalias")
    group.permissions.add(rights.get(codename="add_hostalias"))
    own, foreign = (
        reverse("owned:copy", args=[HostAlias.objects.create(member=member, hostname=f"{name}.example.org").pk],
                urlconf=CARELESS)
        for member, name in ((crema, "nostro"), (izano, SECRET.lower()))
    )  # fmt: skip
    assert client.get(reverse("owned:add", urlconf=CARELESS)).status_code == 200
    for address, status in ((own, 403), (foreign, 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert "nostro" not in answer.text
        assert SECRET.lower() not in answer.text
    assert SECRET.lower() in superuser.get(foreign).text
    group.permissions.add(rights.get(codename="view_hostalias"))
    assert "nostro" in client.get(own).text
    assert client.get(foreign).status_code == 404


def test_ghsa_jm5p_837g_rv8g_copying_for_translation(
    client: Client, superuser: Client, theirs: Any, crema: Member
) -> None:
    """Who may submit translations copied through the API a page that they may not edit, and read the copy."""
    kind = ContentType.objects.create(app_label="simple_translation", model="simpletranslation")  # is not installed
    right = Permission.objects.create(content_type=kind, codename="submit_translation", name="x")
    group = MemberRole.objects.get(member=crema, role="administrator").group
    group.permissions.add(right)
    translator, english = group.user_set.get(), Locale.objects.create(language_code="en")
    address = path("wagtailadmin_api:pages:action", theirs.pk, "copy_for_translation")
    asked = {"locale": "en", "copy_parents": True}
    shows_nothing(client.post(address, asked), status=302)
    assert not Page.objects.filter(locale=english).exists()
    with pytest.raises(CopyPageForTranslationPermissionError):
        CopyPageForTranslationAction(theirs, english, user=translator).check()
    CopyPageForTranslationAction(section_of(crema), english, user=translator).check()
    assert superuser.post(address, asked).status_code == 201
    assert Page.objects.filter(locale=english, translation_key=theirs.translation_key).exists()
