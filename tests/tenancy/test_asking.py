"""A save that would reach another member than the one on screen is asked about first, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms.models import NewsPage
from federation.models import Member, MemberImage
from tests.admin_desk import URLS, Desk, page_form
from tests.publishing import publish_news, section_of
from tests.tenancy.switching import edit, shown, switch, title_of

pytestmark = pytest.mark.django_db


def test_a_form_of_another_tab_is_asked_about_and_nothing_typed_is_lost(
    desk: Desk, crema: Member, offanengo: Member
) -> None:
    page = publish_news(crema, title="Lavori")
    desk.read("wagtailadmin_pages:edit", page.pk)
    switch(desk, offanengo)
    question = edit(desk, page, title="Scritto in un’altra scheda", member_on_screen=crema.pk)
    assert question.status_code == 409
    assert "Stai per salvare su Crema, ma sullo schermo c’è Offanengo" in question.text
    assert title_of(page) == "Lavori"
    answer = edit(desk, page, **dict(question.context["fields"]))
    assert answer.status_code == 302
    assert title_of(page) == "Scritto in un’altra scheda"
    assert shown(desk.read("wagtailadmin_home")) == "crema"


def test_the_answer_to_one_question_is_none_to_another(desk: Desk, crema: Member, offanengo: Member) -> None:
    page = publish_news(crema, title="Lavori")
    switch(desk, offanengo)
    assert edit(desk, page, title="Altro", members_confirmed=offanengo.pk).status_code == 409
    assert title_of(page) == "Lavori"


def test_a_form_of_the_member_on_screen_is_not_asked_about(desk: Desk, crema: Member) -> None:
    page = publish_news(crema, title="Lavori")
    desk.read("wagtailadmin_pages:edit", page.pk)
    assert edit(desk, page, title="Altro", member_on_screen=crema.pk).status_code == 302


def test_an_image_for_another_member_is_asked_about_and_says_that_its_file_must_be_chosen_again(
    desk: Desk, crema: Member, offanengo: Member
) -> None:
    switch(desk, offanengo)
    data = {"title": "Torrazzo", "collection": crema.collection_id, "member_on_screen": offanengo.pk}
    url = reverse("wagtailimages:add", urlconf=URLS)
    question = desk.client.post(url, data | {"file": get_test_image_file("torrazzo.png")})
    assert question.status_code == 409
    assert "torrazzo.png" in question.text
    again = desk.client.post(url, dict(question.context["fields"]))
    assert (again.status_code, again.context["form"]["title"].value()) == (200, "Torrazzo")
    assert not MemberImage.objects.exists()


def test_a_page_moved_to_ones_other_member_is_asked_about(desk: Desk, crema: Member, offanengo: Member) -> None:
    page = publish_news(crema, title="Lavori")
    desk.read("wagtailadmin_pages:move", page.pk)
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section_of(offanengo).pk], urlconf=URLS)
    assert "Stai per salvare su Offanengo, ma sullo schermo c’è Crema" in desk.client.post(url).text
    page.refresh_from_db()
    assert page.get_parent().pk == section_of(crema).pk


def test_deleting_elsewhere_is_not_called_saving(desk: Desk, crema: Member, offanengo: Member) -> None:
    page = publish_news(crema, title="Lavori")
    switch(desk, offanengo)
    url = reverse("wagtailadmin_pages:delete", args=[page.pk], urlconf=URLS)
    assert "Stai per eliminare qualcosa di Crema" in desk.client.post(url).text
    assert Page.objects.filter(pk=page.pk).exists()


def test_many_things_of_two_members_are_asked_about_together(desk: Desk, crema: Member, offanengo: Member) -> None:
    pages = [publish_news(member, title="Lavori", slug=f"lavori-{member.slug}") for member in (crema, offanengo)]
    switch(desk, crema)
    ids = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"], urlconf=URLS)
    question = desk.client.post(f"{url}?next=/admin/&{ids}")
    assert "Stai per salvare su Offanengo" in question.text
    assert NewsPage.objects.filter(live=True, pk__in=[page.pk for page in pages]).count() == 2


def test_autosave_goes_on_in_a_tab_whose_page_still_shows_its_own_member(
    desk: Desk, crema: Member, offanengo: Member
) -> None:
    page = publish_news(crema, title="Lavori")
    switch(desk, offanengo)
    desk.autosave(page, title="Da sola", member_on_screen=crema.pk)
    assert title_of(page) == "Da sola"


def test_a_script_is_refused_where_a_form_would_be_asked_about(desk: Desk, crema: Member, offanengo: Member) -> None:
    page = publish_news(crema, title="Lavori")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    sent = page_form(page, title="Da sola")
    headers = {"Accept": "application/json", "X-Member-On-Screen": str(offanengo.pk)}
    refusal = desk.client.post(url, sent, headers=headers)
    assert (refusal.status_code, refusal.json()["error_code"]) == (400, "other_member")
    assert "questo è di Crema, ma sullo schermo c’è Offanengo" in refusal.json()["error_message"]
    assert title_of(page) == "Lavori"


def test_an_upload_to_another_members_collection_is_refused_in_the_uploaders_own_words(
    desk: Desk, crema: Member, offanengo: Member
) -> None:
    file = SimpleUploadedFile("carta.pdf", b"%PDF-1.4", "application/pdf")
    response = desk.client.post(
        reverse("wagtaildocs:add_multiple", urlconf=URLS),
        {"files[]": file, "collection": crema.collection_id},
        headers={"X-Requested-With": "XMLHttpRequest", "X-Member-On-Screen": str(offanengo.pk)},
    )
    assert (response.status_code, response.json()["success"]) == (200, False)


def test_a_new_page_is_its_sections_members_whatever_is_on_screen(desk: Desk, crema: Member, offanengo: Member) -> None:
    section = section_of(crema)
    desk.read("wagtailadmin_pages:add", "cms", "newspage", section.pk)
    switch(desk, offanengo)
    url = reverse("wagtailadmin_pages:add", args=["cms", "newspage", section.pk], urlconf=URLS)
    new = NewsPage(published_on=timezone.localdate())
    form = page_form(new, title="Nuova", slug="nuova", member_on_screen=crema.pk)
    assert desk.client.post(url, form).status_code == 409
    assert not NewsPage.objects.filter(slug="nuova").exists()
