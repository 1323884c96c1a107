"""Before and after in the register: what forms, decisions and files changed, in words."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from federation.actions.accept import accept
from federation.actions.override import Overrides, override
from federation.models import Association, AuditEntry, Member, MemberDocument, MemberImage
from federation.tenancy.changes import changes_of
from tests.admin_desk import URLS
from tests.publishing import placement_of
from tests.tenancy.test_register import desk_of, person

pytestmark = pytest.mark.django_db


def changed(action: str = "wagtail.edit", **about: Any) -> dict[str, list[str]]:
    """Before and after, of the last line."""
    line = AuditEntry.objects.filter(action=action, **about).first()
    assert line is not None
    return dict(line.data["changes"])


def test_choices_rows_and_ticks_are_told_in_words(consortium: Member, crema: Member, izano: Member) -> None:
    desk = desk_of(person(consortium, "publisher"))
    image = MemberImage.objects.create(title="Torre", file=get_test_image_file(), collection=crema.collection)
    Member.objects.filter(pk=crema.pk).update(status=Member.Status.JOINING)
    desk.fill("federation_members:edit", crema.pk, status="member", joined="2026-03-02", palette="viola",
              crest=image.pk, aliases="due.example.it\nuno.example.it")  # fmt: skip
    told = changed(member=crema)
    assert told.pop("Colore")[1] == "Viola"
    assert told == {
        "Stato": ["In adesione", "Aderente"],
        "Aderente dal": ["", "02 Marzo 2026"],
        "Stemma": ["", "Torre"],
        "Altri nomi del sito": ["", "due.example.it, uno.example.it"],
    }
    desk.fill("federation_members:edit", crema.pk, crest="", aliases="")
    told = changed(member=crema)
    assert told == {"Stemma": ["Torre", ""], "Altri nomi del sito": ["due.example.it, uno.example.it", ""]}

    association = Association.objects.create(name="Sportello", slug="sportello", service="SUAP", lead=crema)
    association.members.set([crema])
    edit = ("federation_associations:edit", association.pk)
    desk.fill(*edit, lead=izano.pk, members=[crema.pk, izano.pk], archived="on")
    assert changed(label="Sportello") == {
        "Capofila": ["Crema", "Izano"],
        "Enti": ["Crema", "Crema, Izano"],
        "Non più in uso": ["no", "sì"],
    }


def test_the_codes_of_a_member_are_no_secrets(consortium: Member, crema: Member) -> None:
    before = crema.istat_code
    desk = desk_of(person(consortium, "publisher"))
    desk.fill("federation_members:edit", crema.pk, ipa_code="c_d142", istat_code="019999")
    assert changed(member=crema) == {"Codice ISTAT": [before, "019999"], "Codice IPA": [crema.ipa_code, "c_d142"]}


def test_a_password_is_never_told() -> None:
    class WithPassword(forms.Form):
        word = forms.CharField(label="Parola", widget=forms.PasswordInput)

    form = WithPassword({"word": "segreta"})
    assert form.is_valid()
    assert changes_of(form) == {}


def test_what_a_receiver_changes_of_an_item_is_told_in_words(notice: Any, offanengo: Member) -> None:
    image = MemberImage.objects.create(title="Piazza", file=get_test_image_file(), collection=offanengo.collection)
    placement, publisher = placement_of(notice, offanengo), person(offanengo, "publisher")
    accept(placement.pk, user=publisher)
    override(placement.pk, overrides=Overrides(title="Da noi", image=image.pk, pinned=True), user=publisher)
    assert changed("federation.decide") == {
        "Titolo": ["", "Da noi"],
        "Immagine": ["", "Piazza"],
        "Tieni in cima agli elenchi": ["", "sì"],
    }


def done_to_files() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(content_type__model__in=("memberimage", "memberdocument"))


def uploads(member: Member) -> dict[str, Any]:
    """An image and a document of the member, by the prefix of Wagtail's addresses for them."""
    pdf = SimpleUploadedFile("carta.pdf", b"%PDF-1.4")
    return {
        "wagtailimages": MemberImage.objects.create(
            title="Torre", file=get_test_image_file("torre.png"), collection=member.collection
        ),
        "wagtaildocs": MemberDocument.objects.create(title="Torre", file=pdf, collection=member.collection),
    }


def new_file(views: str) -> Any:
    if views == "wagtailimages":
        picture = get_test_image_file(size=(30, 20)).file.getvalue()
        return SimpleUploadedFile("torrazzo.png", picture, "image/png")
    return SimpleUploadedFile("torrazzo.pdf", b"%PDF-1.5", "application/pdf")


@pytest.mark.parametrize("views", ["wagtailimages", "wagtaildocs"])
def test_a_file_that_is_changed_tells_before_and_after(crema: Member, views: str) -> None:
    file = uploads(crema)[views]
    old, publisher = file.filename, person(crema, "publisher")
    assert crema.collection
    photos = crema.collection.add_child(name="Foto")
    desk = desk_of(publisher)
    desk.post(f"{views}:edit", file.pk, title="Torrazzo", tags="storia", file=new_file(views), collection=photos.pk)
    (line,) = AuditEntry.objects.filter(action="wagtail.edit")
    assert line.data["changes"] == {
        "Titolo": ["Torre", "Torrazzo"],
        "Raccolta": [str(crema.collection), "Foto"],
        "File": [old, new_file(views).name],
        "Tags": ["", "storia"],
    }
    assert (line.person, line.member) == (publisher, crema)


@pytest.mark.parametrize("views", ["wagtailimages", "wagtaildocs"])
def test_many_files_at_once_leave_a_line_each_when_they_come_change_and_go(crema: Member, views: str) -> None:
    """Wagtail's own uploader logs nothing."""
    publisher = person(crema, "publisher")
    desk = desk_of(publisher)
    model: Any = {"wagtailimages": MemberImage, "wagtaildocs": MemberDocument}[views]

    def send(name: str, *args: Any, **data: Any) -> None:
        url = reverse(f"{views}:{name}", args=args, urlconf=URLS)
        answer = desk.client.post(url, data, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.json()["success"], answer.text

    send("add_multiple", **{"files[]": new_file(views), "title": "Torre", "collection": crema.collection_id})
    file = model.objects.get()
    prefix = f"image-{file.pk}" if views == "wagtailimages" else f"doc-{file.pk}"
    send("edit_multiple", file.pk, **{f"{prefix}-title": "Torrazzo", f"{prefix}-tags": ""})
    assert changed()["Titolo"] == [file.title, "Torrazzo"]
    send("delete_multiple", file.pk)
    told = [(line.action, line.member, line.person) for line in done_to_files().order_by("pk")]
    assert told == [(f"wagtail.{done}", crema, publisher) for done in ("create", "edit", "delete")]


def test_files_that_are_marked_moved_and_deleted_together_leave_a_line_each(crema: Member) -> None:
    file = uploads(crema)["wagtailimages"]
    assert crema.collection
    photos = crema.collection.add_child(name="Foto")
    desk = desk_of(person(crema, "publisher"))
    for action, data in (
        ("add_tags", {"tags": "storia"}),
        ("add_to_collection", {"collection": photos.pk}),
        ("delete", {}),
    ):
        query = f"next=/admin/&id={file.pk}"
        desk.post("wagtail_bulk_action", "federation", "memberimage", action, query=query, **data)
    told = [(line.action, line.data.get("changes")) for line in done_to_files().order_by("pk")]
    assert told == [
        ("wagtail.edit", {"Tag aggiunti": ["", "storia"]}),
        ("wagtail.edit", {"Raccolta": [str(crema.collection), "Foto"]}),
        ("wagtail.delete", None),
    ]


def test_a_file_that_is_made_and_deleted_on_its_own_screen_leaves_one_line_each(crema: Member) -> None:
    desk = desk_of(person(crema, "publisher"))
    data = {"title": "Carta", "file": new_file("wagtaildocs"), "tags": "", "collection": crema.collection_id}
    desk.post("wagtaildocs:add", **data)
    desk.post("wagtaildocs:delete", MemberDocument.objects.get().pk)
    told = done_to_files().order_by("pk").values_list("action", "label", "member__slug")
    assert list(told) == [("wagtail.create", "Carta", "crema"), ("wagtail.delete", "Carta", "crema")]


def test_the_look_of_a_site_tells_before_and_after(crema: Member) -> None:
    desk_of(person(crema, "publisher")).fill("federation_brands:edit", crema.brand.pk, palette="viola", tagline="Terra")
    assert changed(member=crema) == {"Colore": ["Blu Italia", "Viola"], "Motto": [crema.brand.tagline, "Terra"]}
