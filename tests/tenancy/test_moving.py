"""A page that moves or is copied to another member's site takes along nothing that is not for that member."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import NewsPage
from federation.models import AuditEntry, Member, MemberImage
from federation.tenancy.references import ForeignReference
from tests.admin_desk import URLS, Desk
from tests.files import document_in_body, document_of, image_of
from tests.publishing import placement_of, publish_news, section_of
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db


def with_image(page: NewsPage, image: MemberImage) -> NewsPage:
    page.image = image
    return page


def shown_picture(member: Member) -> NewsPage:
    return publish_news(member, title="Con foto", slug="con-foto", image=image_of(member))


def document(member: Member) -> NewsPage:
    return publish_news(member, title="Con carta", slug="con-carta", body=document_in_body(document_of(member)))


def drafted_picture(member: Member) -> NewsPage:
    page = publish_news(member, title="Con bozza", slug="con-bozza")
    with_image(page, image_of(member)).save_revision()
    return page


def planned_picture(member: Member) -> NewsPage:
    """Planned, and taken out of the draft again."""
    page = publish_news(member, title="Domani", slug="domani")
    planned = with_image(page, image_of(member))
    planned.go_live_at = timezone.now() + timedelta(days=1)
    planned.save_revision().publish()
    page.refresh_from_db()
    page.save_revision()
    return page


PAGES: list[Callable[[Member], NewsPage]] = [shown_picture, document, drafted_picture, planned_picture]


def move(desk: Desk, page: Page, to: Page) -> Any:
    return desk.client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk], urlconf=URLS))


def move_all(desk: Desk, *pages: Page, to: Page) -> Any:
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"], urlconf=URLS)
    ids = "&".join(f"id={page.pk}" for page in pages)
    return desk.client.post(f"{path}?next=/admin/&{ids}", {"chooser": to.pk})


def parents_of(*pages: Page) -> list[int]:
    return [Page.objects.get(pk=page.pk).get_parent().pk for page in pages]


@pytest.mark.parametrize("make", PAGES)
def test_a_page_with_what_is_its_members_own_does_not_move_to_another_site(
    desk: Desk, crema: Member, offanengo: Member, make: Callable[[Member], NewsPage], caplog: pytest.LogCaptureFixture
) -> None:
    page = make(crema)
    with caplog.at_level(logging.WARNING, "federation.tenancy.moving"):
        answer = move(desk, page, section_of(offanengo))
    [said] = [str(message) for message in get_messages(answer.wsgi_request)]
    kind, field = ("documento", "Testo") if make is document else ("immagine", "Immagine")
    assert f"«{page.title}» non può passare al sito «{offanengo.site_title}»" in said
    assert f"«{field}» ({kind})" in said
    assert parents_of(page) == [section_of(crema).pk]
    assert f"to {offanengo.slug}, which may not refer to federation.Member" in caplog.text
    entry = AuditEntry.objects.get(action="tenancy.refused_reference")
    assert f"/move/{section_of(offanengo).pk}/" in entry.data["address"]


def test_nobody_moves_it_neither_the_consortium_nor_who_installs_nor_code(crema: Member, offanengo: Member) -> None:
    page = shown_picture(crema)
    people = [person("consorzio", "publisher"), person("consorzio", "administrator")]
    people[1].is_superuser = True
    people[1].save()
    for somebody in people:
        move(Desk(enter(somebody)), page, section_of(offanengo))
    with pytest.raises(ForeignReference):
        page.move(section_of(offanengo), pos="last-child")
    assert parents_of(page) == [section_of(crema).pk]


def test_in_bulk_none_moves_where_one_may_not(desk: Desk, crema: Member, offanengo: Member) -> None:
    pages = [publish_news(crema, title="Libera", slug="libera"), shown_picture(crema)]
    for order in (pages, pages[::-1]):
        answer = move_all(desk, *order, to=section_of(offanengo))
        assert "«Con foto» non può passare" in str(list(get_messages(answer.wsgi_request))[-1])
        assert parents_of(*pages) == [section_of(crema).pk] * 2


def test_what_lies_below_counts_and_links_among_what_moves_do_not(crema: Member, offanengo: Member) -> None:
    section, home = section_of(crema), offanengo.site.root_page  # type: ignore[union-attr]
    first = publish_news(crema, title="Prima", slug="prima")
    link = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{first.pk}">x</a></p>'}]
    second = publish_news(crema, title="Seconda", slug="seconda", body=link)
    with pytest.raises(ForeignReference, match="«Seconda» non può passare"):
        second.move(section_of(offanengo), pos="last-child")
    third = shown_picture(crema)
    with pytest.raises(ForeignReference, match="«Con foto» non può passare"):
        section.move(home, pos="last-child")
    third.delete()
    section.refresh_from_db()
    section.move(home, pos="last-child")
    assert Page.objects.get(pk=second.pk).is_descendant_of(Page.objects.get(pk=home.pk))


def test_what_is_for_both_moves(desk: Desk, crema: Member, offanengo: Member, consortium: Member) -> None:
    """An image that the consortium offers to all; and within one's own site everything."""
    consortium.refresh_from_db()
    offered = image_of(consortium)
    MemberImage.objects.filter(pk=offered.pk).update(collection=consortium.offered_collection)
    page, own = publish_news(crema, title="Di tutti", slug="di-tutti", image=offered), shown_picture(crema)
    desk.move(page, to=section_of(offanengo))
    desk.move(own, to=section_of(crema, "avvisi"))


def test_what_the_other_site_shows_already_moves(
    consortium: Member, crema: Member, channel: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent = publish_news(consortium, title="Inviata", slug="inviata", channels=[channel], image=image_of(consortium))
    assert placement_of(sent, crema).shown
    sent.move(section_of(crema), pos="last-child")
    assert parents_of(sent) == [section_of(crema).pk]


@pytest.mark.parametrize("more", [{}, {"alias": "on"}, {"publish_copies": "on"}], ids=["draft", "alias", "published"])
@pytest.mark.parametrize("make", PAGES)
def test_a_copy_is_refused_alike(
    desk: Desk, crema: Member, offanengo: Member, make: Callable[[Member], NewsPage], more: dict[str, str]
) -> None:
    page, there = make(crema), section_of(offanengo)
    form = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": there.pk} | more
    desk.client.post(reverse("wagtailadmin_pages:copy", args=[page.pk], urlconf=URLS), form)
    if more == {"alias": "on"} and make in (drafted_picture, planned_picture):  # it has nothing of the draft
        assert Page.objects.child_of(there).get().specific.image is None
    else:
        assert not Page.objects.child_of(there).exists()
