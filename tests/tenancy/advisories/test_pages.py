"""Those about pages, their revisions, forms and translations, and about snippets."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction, CopyPageForTranslationPermissionError
from wagtail.models import Locale, Page, Revision

from federation.models import HostAlias, Member, MemberRole
from federation.tenancy.guard import guard_of
from tests.admin_desk import page_form
from tests.publishing import publish_news, section_of
from tests.tenancy.advisories.asking import SECRET, only_for, path, shows_nothing

pytestmark = pytest.mark.django_db
CARELESS = "tests.tenancy.careless_urls"


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


def test_choosing_pages_as_in_cve_2026_54259(client: Client, owner: Client, theirs: Any, izano: Member) -> None:
    """The chooser of pages, of which the advisory says nothing."""
    only_for(owner, f"{path('wagtailadmin_choose_page_chosen_multiple')}?id={theirs.pk}", client)
    only_for(owner, path("wagtailadmin_choose_page_child", section_of(izano).pk), client)


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
