"""A member's own words, and what it hears when the original changes under them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from federation.actions.override import Overrides, override
from federation.actions.settle_inbox_entry import settle_inbox_entry
from federation.models import InboxEntry, Member, MemberImage, Placement
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, republish
from tests.rising import only_these_rise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_to_reconcile")]

PATH = "/novita/notizie/fibra/"
PICTURES = "/media/crema/renditions/"


@pytest.fixture
def adapted(notice: Any, crema: Member) -> Placement:
    """The notice with Crema's own title and summary."""
    placement = placement_of(notice, crema)
    with only_these_rise(crema):
        override(placement.pk, overrides=Overrides(title="A Crema", summary="Da noi.", note="Ufficio al 2° piano"),
                 user=None)  # fmt: skip
    return placement


def open_entries() -> dict[str, tuple[str, str]]:
    rows = InboxEntry.objects.filter(settled_at=None)
    return {row.field: (row.old, row.new) for row in rows}


def test_only_this_site_shows_the_own_words(adapted: Placement, crema: Member, izano: Member, visit: Any) -> None:
    here, there = visit(crema, PATH).text, visit(izano, PATH).text
    for words in ("A Crema", "Da noi.", "Ufficio al 2° piano"):
        assert words in here
    assert "Da noi." not in there
    assert "A Crema" in visit(crema, "/novita/notizie/").text


def test_a_text_like_the_originals_is_no_override(notice: Any, crema: Member) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title=" Fibra a Crema "), user=None)
    assert placement_of(notice, crema).overrides == {}


def test_own_words_stay_and_the_change_is_told_once(
    adapted: Placement, notice: Any, crema: Member, izano: Member, visit: Any
) -> None:
    republish(notice, title="Fibra corretta")
    assert open_entries() == {"title": ("Fibra a Crema", "Fibra corretta")}
    assert "Fibra corretta" not in visit(crema, PATH).text
    assert "Fibra corretta" in visit(izano, PATH).text
    republish(notice)
    assert InboxEntry.objects.count() == 1
    republish(notice, title="Fibra corretta due volte", summary="In breve")
    assert open_entries() == {"title": ("Fibra a Crema", "Fibra corretta due volte"), "summary": ("", "In breve")}
    assert set(InboxEntry.objects.values_list("member__slug", flat=True)) == {"crema"}


def test_what_was_not_overridden_is_not_told_and_follows(notice: Any, crema: Member, visit: Any) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="A Crema"), user=None)
    republish(notice, summary="Più veloce")
    assert open_entries() == {}
    assert "Più veloce" in visit(crema, PATH).text


def test_a_change_that_is_taken_back_leaves_nothing_to_decide(adapted: Placement, notice: Any) -> None:
    republish(notice, title="Fibra corretta")
    republish(notice, title="Fibra a Crema")
    assert open_entries() == {}


def test_keeping_the_own_text_closes_the_entry_until_the_next_change(
    adapted: Placement, notice: Any, crema: Member, crema_publisher: Any, visit: Any
) -> None:
    republish(notice, title="Fibra corretta")
    settle_inbox_entry(InboxEntry.objects.get().pk, take_original=False, user=crema_publisher)
    assert open_entries() == {}
    assert "A Crema" in visit(crema, PATH).text
    republish(notice, summary="In breve")
    assert set(open_entries()) == {"summary"}
    republish(notice, title="Fibra, terza volta")
    assert open_entries()["title"] == ("Fibra corretta", "Fibra, terza volta")


def test_taking_the_original_drops_that_text_alone_and_leaves_the_other_question_open(
    adapted: Placement, notice: Any, crema: Member, crema_publisher: Any, visit: Any
) -> None:
    republish(notice, title="Fibra corretta", summary="In breve")
    with only_these_rise(crema):
        settle_inbox_entry(InboxEntry.objects.get(field="title").pk, take_original=True, user=crema_publisher)
    shown = visit(crema, PATH).text
    assert "Fibra corretta" in shown
    assert "Da noi." in shown
    assert "Ufficio al 2° piano" in shown
    assert set(open_entries()) == {"summary"}
    republish(notice)
    assert open_entries() == {"summary": ("", "In breve")}


def test_writing_anew_closes_what_was_open(adapted: Placement, notice: Any) -> None:
    republish(notice, title="Fibra corretta", summary="In breve")
    override(adapted.pk, overrides=Overrides(title="A Crema, ora"), user=None)
    assert open_entries() == {}


def test_an_owner_overrides_nothing_on_its_own_page(notice: Any, consortium: Member) -> None:
    with pytest.raises(ActionRefused):
        override(placement_of(notice, consortium).pk, overrides=Overrides(title="x"), user=None)


def test_purging_revisions_spares_the_one_that_own_words_were_written_against(
    adapted: Placement, notice: Any, crema: Member
) -> None:
    seen = placement_of(notice, crema).seen_revision_id
    unseen = notice.save_revision().pk
    republish(notice, title="Fibra corretta")
    republish(notice, title="Fibra corretta due volte")
    for purge in (Revision.objects.get(pk=seen).delete, Revision.objects.filter(pk=seen).delete):
        with pytest.raises(ProtectedError), transaction.atomic():  # `purge_revisions` passes over these
            purge()
    Revision.objects.get(pk=unseen).delete()
    republish(notice, title="Fibra, terza volta")
    assert open_entries()["title"][0] == "Fibra a Crema"


def test_a_page_is_deleted_although_own_words_were_written_against_it(
    adapted: Placement, notice: Any, crema: Member, visit: Any
) -> None:
    with unit_of_work():
        notice.delete()
    assert visit(crema, PATH).status_code == 410
    assert "A Crema" in visit(crema, PATH).text
    with pytest.raises(ActionRefused):
        override(adapted.pk, overrides=Overrides(title="x"), user=None)


def test_an_own_image_is_shown_on_the_members_site_alone_and_gives_way_when_it_is_deleted(
    notice: Any, crema: Member, izano: Member, visit: Any
) -> None:
    picture = MemberImage.objects.create(
        title="Municipio", file=get_test_image_file(filename="municipio.png"), collection=crema.collection
    )
    override(placement_of(notice, crema).pk, overrides=Overrides(image=picture.pk), user=None)
    for path in ("/novita/notizie/", "/novita/notizie/fibra/"):
        assert PICTURES in visit(crema, path).text
        assert PICTURES not in visit(izano, path).text
    before = placement_of(notice, crema).version
    with unit_of_work():
        picture.delete()
    assert placement_of(notice, crema).version > before
    assert PICTURES not in visit(crema, "/novita/notizie/fibra/").text
