"""What the admin asks in fewer statements than Wagtail and Django would must answer the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.search.index import insert_or_update_object

from cms.models import NewsPage
from federation.models import Member, MemberRole, User
from federation.public_address import with_public_address
from federation.tenancy.backend import OneStatementBackend
from federation.tenancy.page_policy import BranchPolicy
from federation.tenancy.staff import staff_reach_of
from tests.admin_desk import URLS
from tests.publishing import publish_news, section_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture(params=["nobody", "consortium", "crema", "crema and izano", "suspended", "superuser"])
def person(request: pytest.FixtureRequest, consortium: Member) -> User:
    """Each with a right of their own, too."""
    user = User.objects.create_user("somebody", is_superuser=request.param == "superuser")
    slugs = {"consortium": ["consorzio"], "crema and izano": ["crema", "izano"]}.get(request.param, [request.param])
    for role in MemberRole.objects.filter(member__slug__in=slugs, role__in=["publisher", "editor"]):
        user.groups.add(role.group)
    user.user_permissions.add(Permission.objects.get(codename="tend_tasks"))
    if request.param == "suspended":
        user.groups.add(MemberRole.objects.get(member__slug="crema", role="publisher").group)
        user.is_active = False
        user.save()
    return user


def test_rights_are_the_ones_that_django_finds(person: User) -> None:
    rights = ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    assert OneStatementBackend().get_all_permissions(User.objects.get(pk=person.pk)) == rights
    assert OneStatementBackend().get_user(person.pk) == ModelBackend().get_user(person.pk)


def test_explorable_pages_are_the_ones_that_wagtail_finds(person: User) -> None:
    ours, wagtails = User.objects.get(pk=person.pk), User.objects.get(pk=person.pk)
    policy, original = BranchPolicy(Page), PagePermissionPolicy(Page)
    assert policy.explorable_root_instance(ours) == original.explorable_root_instance(wagtails)
    if policy.explorable_root_instance(ours) is not None:
        found = set(policy.explorable_instances(ours).values_list("pk", flat=True))
        assert found == set(original.explorable_instances(wagtails).values_list("pk", flat=True))


def test_publishers_reach_the_members_that_they_publish_for(person: User) -> None:
    reach = staff_reach_of(person)
    if person.is_active and not person.is_superuser:
        assert reach.member_ids == set(Member.objects.published_by(person).values_list("pk", flat=True))


def test_a_list_knows_the_public_addresses(notice: Any, crema: Member) -> None:
    draft = section_of(crema).add_child(instance=type(notice)(title="Bozza", live=False))
    listed = {page.pk: page for page in with_public_address(Page.objects.specific(defer=True))}
    for page in (notice, draft, crema.site.root_page.specific):  # type: ignore[union-attr]
        assert listed[page.pk].full_url == page.full_url


def test_the_admin_links_to_the_site_of_the_owner(crema_publisher: User, crema: Member, admin_site: SignIn) -> None:
    page = publish_news(crema, title="Fibra")
    insert_or_update_object(page)
    found = admin_site(crema_publisher).get(reverse("wagtailadmin_pages:search", urlconf=URLS), {"q": "fibra"})
    assert f'href="{page.full_url}"' in found.content.decode()


def test_pages_are_filtered_by_the_name_of_who_wrote_them(
    consortium_publisher: User, consortium: Member, crema: Member, admin_site: SignIn
) -> None:
    User.objects.filter(pk=consortium_publisher.pk).update(first_name="Anna Maria", last_name="Rossi")
    written = publish_news(crema, title="Di Anna")
    Page.objects.filter(pk=written.pk).update(owner=consortium_publisher)
    publish_news(crema, title="Di nessuno")
    section = reverse("wagtailadmin_explore", args=[section_of(crema).pk], urlconf=URLS)
    for filters in ({"owner": "rossi maria"}, {"owner": "rossi", "content_type": written.content_type_id}):
        found = admin_site(consortium_publisher).get(section, filters)
        assert [page.title for page in found.context["pages"]] == ["Di Anna"]
    found = admin_site(consortium_publisher).get(section, {"edited_by": "rossi"})
    assert not found.context["pages"]


@pytest.mark.parametrize("is_superuser", [False, True])
@pytest.mark.parametrize("state", ["draft", "planned", "in moderation"])
def test_the_explorer_tells_how_the_opened_page_stands(
    state: str, is_superuser: bool, crema_publisher: User, crema: Member, admin_site: SignIn
) -> None:
    person = User.objects.create_superuser("installatore") if is_superuser else crema_publisher
    page = section_of(crema).add_child(instance=NewsPage(title="Bozza", live=False))
    if state == "planned":
        page.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    if state == "in moderation":
        page.save_revision()
        _workflow().start(page, crema_publisher)
    response = admin_site(person).get(reverse("wagtailadmin_explore", args=[page.pk], urlconf=URLS))
    [panel] = response.context["side_panels"]
    opened = response.context["parent_page"]
    assert type(opened) is NewsPage
    assert (panel.scheduled_object is not None) is opened.approved_schedule is (state == "planned")
    assert (opened.current_workflow_state is not None) is (state == "in moderation")


def test_the_explorer_knows_no_page_above_ones_own_and_none_that_is_not_there(
    crema_publisher: User, admin_site: SignIn
) -> None:
    above = reverse("wagtailadmin_explore", args=[Page.get_first_root_node().pk], urlconf=URLS)
    assert admin_site(crema_publisher).get(above).status_code == 404
    nowhere = reverse("wagtailadmin_explore", args=[999_999], urlconf=URLS)
    for person in (crema_publisher, User.objects.create_superuser("installatore")):
        answer = admin_site(person).get(nowhere)
        assert (answer.status_code, answer.templates[0].name) == (404, "wagtailadmin/404.html")


def _workflow() -> Workflow:
    workflow, task = Workflow.objects.create(name="Iter"), GroupApprovalTask.objects.create(name="Visto")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def test_nobody_finds_pages_by_the_names_of_others_people(
    consortium_publisher: User, crema_publisher: User, crema: Member, admin_site: SignIn
) -> None:
    for person in (consortium_publisher, crema_publisher):
        Page.objects.filter(pk=publish_news(crema, title=f"Di {person}").pk).update(owner=person)
    section = reverse("wagtailadmin_explore", args=[section_of(crema).pk], urlconf=URLS)
    found = admin_site(crema_publisher).get(section, {"owner": "responsabile"})
    assert [page.title for page in found.context["pages"]] == [f"Di {crema_publisher}"]


def test_the_dashboard_shows_what_one_has_locked(crema_publisher: User, crema: Member, admin_site: SignIn) -> None:
    home = reverse("wagtailadmin_home", urlconf=URLS)
    page = publish_news(crema, title="Chiusa a chiave")
    assert "Chiusa a chiave" not in admin_site(crema_publisher).get(home).content.decode()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=crema_publisher, locked_at=timezone.now())
    assert "Chiusa a chiave" in admin_site(crema_publisher).get(home).content.decode()
