"""The admin's requests and the tasks they start: all in one transaction, or after it (section 2 of the rules)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.db.models.signals import post_init, pre_save
from django.http import HttpResponse
from django.test import Client
from django_tasks import task
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from cms.models import NewsPage
from federation.models import Item, Placement
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk, page_form
from tests.interrupting import interrupted
from tests.publishing import placement_of, section_of
from tests.rising import versions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

done: list[str] = []


@task()
def remember(what: str) -> None:
    done.append(f"{what} {'inside' if connection.in_atomic_block else 'after'}")


@task()
def fail() -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


@contextmanager
def hook(name: str, function: Any) -> Iterator[None]:
    """One of Wagtail's hooks, for the time of a block."""
    with hooks.register_temporarily(name, function):
        yield


def test_a_request_that_answers_500_after_saving_leaves_nothing(notice: Any, crema: Any, desk: Desk) -> None:
    before = versions()
    with hook("after_edit_page", lambda request, page: HttpResponse("Guasto", status=500)):
        answer = _publish(desk.client, notice, title="Mai successo")
    assert answer.status_code == 500
    assert Page.objects.get(pk=notice.pk).title == "Fibra a Crema"
    assert versions() == before


def test_a_request_that_is_refused_after_saving_keeps_what_it_saved(notice: Any, crema: Any, desk: Desk) -> None:
    with hook("after_edit_page", lambda request, page: HttpResponse("Così no", status=403)):
        assert _publish(desk.client, notice, title="Successo").status_code == 403
    assert placement_of(notice, crema).title_shown == "Successo"


def test_a_view_that_raises_leaves_nothing(notice: Any, desk: Desk) -> None:
    def raise_it(request: Any, page: Any) -> None:
        raise ZeroDivisionError

    desk.client.raise_request_exception = False
    with hook("after_edit_page", raise_it):
        assert _publish(desk.client, notice, title="Mai successo").status_code == 500
    assert Page.objects.get(pk=notice.pk).title == "Fibra a Crema"


def test_a_page_that_cannot_be_placed_is_not_published_by_the_admin(notice: Any, desk: Desk) -> None:
    def refuse(sender: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    desk.client.raise_request_exception = False
    pre_save.connect(refuse, sender=Item)
    try:
        assert _publish(desk.client, notice, title="Mai successo").status_code == 500
    finally:
        pre_save.disconnect(refuse, sender=Item)
    assert Page.objects.get(pk=notice.pk).title == "Fibra a Crema"
    assert notice.revisions.count() == 1


def test_the_whole_request_is_one_commit(notice: Any, crema: Any, desk: Desk) -> None:
    def look(request: Any, page: Any) -> None:
        assert transaction.get_connection().in_atomic_block
        assert placement_of(page, crema).title_shown == "Fibra a Crema"

    with hook("after_edit_page", look):
        desk.edit(notice, title="Fibra ovunque")
    assert placement_of(notice, crema).title_shown == "Fibra ovunque"


def test_a_preview_writes_nothing_and_opens_no_transaction(notice: Any, desk: Desk) -> None:
    """Its form is read outside any transaction, so that typing never waits for somebody's save."""
    inside: list[bool] = []

    def look(sender: Any, **kwargs: Any) -> None:
        inside.append(transaction.get_connection().in_atomic_block)

    form = page_form(notice, title="Solo un’anteprima")
    post_init.connect(look, sender=NewsPage)
    try:
        answer = desk.client.post(f"/admin/pages/{notice.pk}/edit/preview/", form)
    finally:
        post_init.disconnect(look, sender=NewsPage)
    assert answer.json()["is_valid"]
    assert inside
    assert not any(inside)
    assert Page.objects.get(pk=notice.pk).title == "Fibra a Crema"


# --- tasks ---------------------------------------------------------------------------------------------


def test_a_task_runs_after_the_commit() -> None:
    with unit_of_work():
        remember.enqueue("index")
        assert done == []
    assert done == ["index after"]


def test_a_task_of_a_transaction_that_rolled_back_never_runs() -> None:
    with interrupted(unit_of_work()):
        remember.enqueue("index")
    assert done == []


def test_a_task_that_fails_harms_neither_the_save_nor_its_neighbours(notice: Any, crema: Any, desk: Desk) -> None:
    def enqueue(request: Any, page: Any) -> None:
        fail.enqueue()
        remember.enqueue("index")

    with hook("after_edit_page", enqueue):
        desk.edit(notice, title="Fibra ovunque")
    assert placement_of(notice, crema).title_shown == "Fibra ovunque"
    assert done == ["index after"]


# --- caches and the reference index -----------------------------------------------------------------------


def a_visitor_reads_the_site_roots() -> None:
    """In the middle of somebody's transaction, as it was before."""
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, ["as it was before"], version=SITE_ROOT_PATHS_CACHE_VERSION)


def test_the_site_roots_are_forgotten_again_after_the_commit(consortium: Any) -> None:
    with unit_of_work():
        site = Site.objects.get(pk=consortium.site_id)
        site.hostname = "nuovo.localhost"
        site.save()
        a_visitor_reads_the_site_roots()
    assert cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION) is None


def test_the_site_roots_are_forgotten_when_a_home_page_gets_another_slug(consortium: Any) -> None:
    with unit_of_work():
        home = consortium.site.root_page.specific
        home.slug = "nuovo"
        home.save()
        a_visitor_reads_the_site_roots()
    assert cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION) is None


def test_the_site_roots_are_forgotten_when_a_site_is_deleted(consortium: Any, crema: Any) -> None:
    with unit_of_work():
        Site.objects.get(pk=crema.site_id).delete()
        a_visitor_reads_the_site_roots()
    assert cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION) is None


def test_a_revision_that_a_member_answered_is_kept_but_never_hinders_the_deletion_of_its_page(
    notice: Any, crema: Any, desk: Desk
) -> None:
    placement = placement_of(notice, crema)
    Placement.objects.filter(pk=placement.pk).update(seen_revision=notice.latest_revision)
    with pytest.raises(ProtectedError):
        notice.latest_revision.delete()
    with pytest.raises(ProtectedError):
        notice.revisions.all().delete()
    desk.delete(notice)
    assert Placement.objects.get(pk=placement.pk).title_shown == "Fibra a Crema"


def test_bulk_actions_that_fail_half_way_leave_nothing(notice: Any, consortium: Any, channel: Any, desk: Desk) -> None:
    draft = desk.create(section_of(consortium), action="save", title="Corsi", slug="corsi", channels=[channel])
    before = versions()
    with hook("after_bulk_action", lambda request, kind, objects, action: HttpResponse("Guasto", status=500)):
        url = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&id={notice.pk}"
        assert desk.client.post(url).status_code == 500
    assert not Page.objects.get(pk=draft.pk).live
    assert versions() == before


def _publish(client: Client, page: Any, **changes: Any) -> Any:
    data = page_form(page, **changes) | {"action-publish": "1"}
    return client.post(f"/admin/pages/{page.pk}/edit/", data)
