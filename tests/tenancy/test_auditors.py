"""An auditor reads all and changes nothing; who also writes at a member, writes there and nowhere else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from cms.models import NewsPage
from federation.models import (
    Association,
    Channel,
    Invitation,
    Member,
    MemberDocument,
    MemberImage,
    MemberRole,
    User,
)
from tests.admin_desk import URLS
from tests.publishing import placement_of, publish_news, section_of
from tests.tenancy.climbers import AUDITOR, enter, person

pytestmark = pytest.mark.django_db
FORM = re.compile(r'<form[^>]*method="post"[^>]*>')
SWITCHER = 'action="/admin/ente/"'


def test_an_auditor_opens_everything_and_sends_nothing(crema: Member, notice: Any) -> None:
    client = enter(person(*AUDITOR))
    page = publish_news(crema, title="Nostra", slug="nostra")
    for name in ("edit", "history", "usage"):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk], urlconf=URLS)).status_code == 200
    assert "Nostra" in client.get(reverse("wagtailadmin_explore", args=[section_of(crema).pk], urlconf=URLS)).text
    for name in ("edit", "delete", "unpublish", "copy", "lock", "set_privacy"):
        path = reverse(f"wagtailadmin_pages:{name}", args=[page.pk], urlconf=URLS)
        assert client.post(path, {"title": "Preso"}).status_code == 302
    assert client.post(reverse("federation_channels", urlconf=URLS), {"canale": 1}).status_code in (302, 403)
    page.refresh_from_db()
    assert (page.title, page.live, page.locked) == ("Nostra", True, False)


@pytest.mark.ci
def test_an_auditor_reads_these_screens_of_every_member(
    consortium: Member, izano: Member, notice: Any, channel: Channel
) -> None:
    """By name and row. Of what may be changed there they see no form; what they send comes to nothing."""
    client, theirs = enter(person(*AUDITOR)), person("izano", "editor")
    page, association = publish_news(izano, title="Altrove"), Association.objects.create(name="SUAP", slug="suap")
    invited = Invitation.objects.create(
        role=MemberRole.objects.get(member=izano, role="editor"),
        email="carla@izano.example",
        sent_at=timezone.now(),
        expires_on=timezone.localdate(),
    )
    image, document = files_of(izano)
    rows = {
        "federation_members": izano, "federation_channel_register": channel, "federation_associations": association,
        "federation_brands": izano.brand,
    }  # fmt: skip
    screens: dict[str, list[int]] = {
        "federation_inbox": [], "federation_received_item": [placement_of(notice, izano).pk],
        "federation_catalogue": [], "federation_channels": [], "federation_people": [],
        "federation_person": [theirs.pk], "federation_invitation": [invited.pk], "federation_register": [],
        **{f"{name}:{view}": [] for name in rows for view in ("index", "index_results")},
        **{f"{name}:inspect": [row.pk] for name, row in rows.items()},
    }  # fmt: skip
    shown_by_wagtail: dict[str, list[int]] = {
        "wagtailadmin_home": [], "wagtailadmin_explore": [page.pk], "wagtailadmin_pages:edit": [page.pk],
        "wagtailadmin_pages:history": [page.pk], "wagtailadmin_pages:usage": [page.pk],
        "wagtailadmin_reports:site_history": [], "federation_images": [], "wagtailimages:edit": [image.pk],
        "federation_documents": [], "wagtaildocs:edit": [document.pk],
    }  # fmt: skip
    for name, args in (screens | shown_by_wagtail).items():
        path = f"{reverse(name, args=args, urlconf=URLS)}?ente=izano"
        answer = client.get(path)
        assert answer.status_code == 200, name
        if name in screens:
            assert [form for form in FORM.findall(answer.text) if SWITCHER not in form] == [], name
        assert client.post(path, {"azione": "togli", "name": "Preso"}).status_code in (302, 403, 405), name
    izano.refresh_from_db()
    assert izano.name == "Izano"


def test_an_auditor_is_led_to_no_screen_that_changes_anything(consortium: Member, izano: Member) -> None:
    client = enter(person(*AUDITOR))
    for name, row in (("federation_members", izano), ("federation_brands", izano.brand)):
        listed = client.get(reverse(f"{name}:index_results", urlconf=URLS)).text
        for view, seen in (("inspect", True), ("edit", False), ("add", False), ("history", False)):
            if (name, view) != ("federation_brands", "add"):
                args = [] if view == "add" else [row.pk]
                path = reverse(f"{name}:{view}", args=args, urlconf=URLS)
                assert (path in listed) == seen, path
                assert (client.get(path).status_code == 200) == seen, path


def test_who_publishes_for_one_member_and_audits_all_changes_the_look_of_that_one(
    consortium: Member, crema: Member, izano: Member
) -> None:
    client = enter(person(*AUDITOR, ("crema", "publisher")))
    listed = client.get(reverse("federation_brands:index", urlconf=URLS)).text
    for member, own in ((crema, True), (izano, False)):
        edit, read = (
            reverse(f"federation_brands:{v}", args=[member.brand.pk], urlconf=URLS) for v in ("edit", "inspect")
        )
        assert ((edit in listed), (read in listed)) == (own, not own)
        client.get(read)  # now the member is on screen
        client.post(edit, {"palette": "rosso", "tagline": "Preso"})
        member.brand.refresh_from_db()
        assert (member.brand.tagline == "Preso") == own


@pytest.mark.parametrize("files", ["images", "documents"])
def test_an_auditor_opens_the_lists_of_files_and_is_asked_to_add_none(izano: Member, crema: Member, files: str) -> None:
    """Wagtail's view failed for whoever may add nothing."""
    auditor, editor = enter(person(*AUDITOR)), enter(person("crema", "editor"))
    adding = f"/admin/{files}/multiple/add/"
    for results in ("", "_results"):
        path = reverse(f"federation_{files}{results}", urlconf=URLS)
        nothing = auditor.get(path).text
        assert (adding in nothing, "Qui non c’è ancora niente." in nothing) == (False, True)
        assert adding in editor.get(path).text
    pk = files_of(izano)[("images", "documents").index(files)].pk
    assert f"/admin/{files}/{pk}/" in auditor.get(f"/admin/{files}/?collection_id=").text.replace("/edit/", "/")


def test_an_auditor_decides_for_no_member(crema: Member, consortium: Member) -> None:
    auditor = person(*AUDITOR)
    assert not Member.objects.represented_by(auditor).exists()


@pytest.fixture
def auditor_and_editor(consortium: Member, crema: Member) -> User:
    """Audits for the consortium, and writes at Crema."""
    return person(*AUDITOR, ("crema", "editor"))


def test_an_auditor_who_writes_at_one_member_changes_nothing_of_another(
    auditor_and_editor: User, izano: Member
) -> None:
    page = publish_news(izano, title="Altrove", slug="altrove")
    draft: NewsPage = section_of(izano).add_child(instance=NewsPage(title="Bozza", slug="bozza", live=False))
    image, document = files_of(izano)
    collection = izano.collection
    client = enter(auditor_and_editor)
    before = stored(page, draft, image, document)
    for name, *args in (
        *((f"wagtailadmin_pages:{name}", pk) for pk in (page.pk, draft.pk) for name in ("edit", "lock", "delete")),
        *((f"wagtailimages:{name}", image.pk) for name in ("edit", "delete")),
        *((f"wagtaildocs:{name}", document.pk) for name in ("edit", "delete")),
    ):
        path = reverse(name, args=args, urlconf=URLS)
        form = {"title": "Preso", "slug": "preso", "collection": collection.pk, "published_on": "2026-01-01"}  # type: ignore[union-attr]
        form |= {"body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
        assert client.post(path, form).status_code in (302, 404), name
    assert stored(page, draft, image, document) == before


@pytest.mark.parametrize("model", [("federation", "memberimage"), ("federation", "memberdocument")])
def test_all_that_an_auditor_sees_is_not_all_that_they_may_delete(
    auditor_and_editor: User, crema: Member, izano: Member, model: tuple[str, str]
) -> None:
    """«Select all» of a bulk action names no row."""
    theirs, own = files_of(izano), files_of(crema)
    path = reverse("wagtail_bulk_action", args=[*model, "delete"], urlconf=URLS)
    enter(auditor_and_editor).post(f"{path}?id=all&next=/admin/", {"next": "/admin/"})
    gone = own[["memberimage", "memberdocument"].index(model[1])]
    assert all(type(row).objects.filter(pk=row.pk).exists() for row in theirs)
    assert not type(gone).objects.filter(pk=gone.pk).exists(), "their own at Crema"


def test_an_auditor_who_writes_at_one_member_still_reads_all_and_writes_there(
    auditor_and_editor: User, crema: Member, izano: Member
) -> None:
    page, own = publish_news(izano, title="Altrove", slug="altrove"), files_of(crema)[1]
    client = enter(auditor_and_editor)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)).status_code == 200
    for row in files_of(izano):
        space = "wagtailimages" if isinstance(row, MemberImage) else "wagtaildocs"
        assert client.get(reverse(f"{space}:edit", args=[row.pk], urlconf=URLS)).status_code == 200
    form, path = (
        {"title": "Cambiata", "collection": crema.collection_id},
        reverse("wagtaildocs:edit", args=[own.pk], urlconf=URLS),
    )
    client.get(path)  # now Crema is on screen
    assert client.post(path, form).status_code == 302
    own.refresh_from_db()
    assert own.title == "Cambiata"


def files_of(member: Member) -> tuple[MemberImage, MemberDocument]:
    """One of each in its collection."""
    where = member.collection
    image = MemberImage.objects.create(title="Foto", file=get_test_image_file(), collection=where)
    file = ContentFile(b"%PDF-1.4", name="carta.pdf")
    return image, MemberDocument.objects.create(title="Carta", file=file, collection=where)


def stored(*rows: Any) -> list[Any]:
    """What the database has of them, and how many revisions."""
    values = [type(row).objects.filter(pk=row.pk).values().first() for row in rows]
    return [*values, *(Revision.objects.filter(object_id=str(row.pk)).count() for row in rows)]
