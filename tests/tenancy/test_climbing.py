"""From no role to any right that it lacks: not through people, groups, forged forms or forged ids."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from federation.actions.grant_roles import grant_roles
from federation.models import Channel, Member, MemberRole, Placement, User
from federation.tenancy.reach import reach_of
from tests.admin_desk import URLS
from tests.publishing import placement_of, publish_news, section_of
from tests.tenancy.climbers import enter, person, rights_of

pytestmark = pytest.mark.django_db

NEVER = {"add_user", "change_user", "delete_user", "add_group", "change_group", "delete_group", "add_site",
         "change_site", "add_workflow", "change_workflow", "change_member", "change_memberrole"}  # fmt: skip


def test_no_role_carries_a_right_over_people_groups_sites_or_members(climber: User) -> None:
    held = {name.split(".")[1] for name in climber.get_all_permissions()}
    assert held & NEVER == set()
    assert not climber.is_superuser


def test_nobody_makes_or_changes_people(climber: User) -> None:
    before = rights_of(climber)
    groups = list(Group.objects.values_list("pk", flat=True))
    forged = {
        "username": "capo", "email": "capo@example.org", "first_name": "Capo", "last_name": "Capo",
        "password1": "prova-prova-1", "password2": "prova-prova-1", "is_superuser": "on", "is_active": "on",
        "is_staff": "on", "groups": groups, "role": groups[0], "next": "/admin/",
    }  # fmt: skip
    client = enter(climber)
    paths = [reverse("wagtailusers_users:add", urlconf=URLS)]
    paths += [reverse("wagtailusers_users:edit", args=[pk], urlconf=URLS) for pk in (climber.pk, _superuser().pk)]
    for action in ("assign_role", "delete", "set_active_state"):
        path = reverse("wagtail_bulk_action", args=["federation", "user", action], urlconf=URLS)
        paths.append(f"{path}?id={climber.pk}&next=/admin/")
    people = list(User.objects.order_by("pk").values())
    for path in paths:
        assert client.get(path).status_code in (302, 404), path
        assert client.post(path, forged).status_code in (302, 404), path
    assert list(User.objects.order_by("pk").values()) == people
    assert rights_of(climber) == before


def test_nobody_changes_groups_and_what_they_may(climber: User) -> None:
    before = rights_of(climber)
    group = climber.groups.first()
    assert group is not None
    permissions = list(Permission.objects.values_list("pk", flat=True))
    root = Page.get_first_root_node()
    forged = {
        "name": "Tutti", "permissions": permissions, "page_permissions-TOTAL_FORMS": 1,
        "page_permissions-INITIAL_FORMS": 0, "page_permissions-0-page": root.pk,
        "page_permissions-0-permissions": list(
            Permission.objects.filter(content_type__model="page").values_list("pk", flat=True)
        ),
    }  # fmt: skip
    client = enter(climber)
    for path in (
        reverse("wagtailusers_groups:add", urlconf=URLS),
        reverse("wagtailusers_groups:edit", args=[group.pk], urlconf=URLS),
        reverse("wagtailusers_groups:delete", args=[group.pk], urlconf=URLS),
    ):
        assert client.get(path).status_code in (302, 404)
        client.post(path, forged)
    assert rights_of(climber) == before
    assert not Group.objects.filter(name="Tutti").exists()


def test_the_account_form_changes_no_right(climber: User) -> None:
    before = rights_of(climber)
    forged = {
        "name_email-first_name": "Capo", "name_email-last_name": "Capo", "name_email-email": "capo@example.org",
        "name_email-is_superuser": "on", "is_superuser": "on", "groups": [g.pk for g in Group.objects.all()],
        "name_email-groups": [g.pk for g in Group.objects.all()], "user_permissions": [1, 2, 3],
    }  # fmt: skip
    enter(climber).post(reverse("wagtailadmin_account", urlconf=URLS), forged)
    assert rights_of(climber) == before


def test_an_editor_publishes_by_no_way(crema: Member, offanengo: Member, notice: Any) -> None:
    """Neither a page of one's own nor what one's site shows of others'."""
    editor = person("crema", "editor")
    received = list(Placement.objects.order_by("pk").values())
    page = publish_news(crema, title="Nostra", slug="nostra")
    page.unpublish()
    page.title = "Bozza"
    revision = page.save_revision(user=editor)
    client = enter(editor)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"], urlconf=URLS)
    client.post(f"{bulk}?id={page.pk}&next=/admin/", {"next": "/admin/"})
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    form = {"title": "x", "slug": "x", "published_on": "2026-01-01", "body-count": 0, "action-publish": "1",
            "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "revision": revision.pk}  # fmt: skip
    client.post(edit, form)
    section = section_of(crema)
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk], urlconf=URLS)
    client.post(
        copy, {"new_title": "Copia", "new_slug": "copia", "new_parent_page": section.pk, "publish_copies": "on"}
    )
    assert not Page.objects.descendant_of(section).filter(live=True).exists()
    page.delete()
    decide = reverse("federation_received_item", args=[placement_of(notice, crema).pk], urlconf=URLS)
    for decision in ("accetta", "rifiuta", "personalizza", "stacca", "riattacca", "tieni-mio", "prendi-originale"):
        client.post(decide, {"azione": decision, "title": "Preso"})
    for channel in Channel.objects.all():
        gone = {"canale": channel.pk, "arrivo": "off", "togli": "1"}
        client.post(reverse("federation_channels", urlconf=URLS), gone)
    assert list(Placement.objects.exclude(item__page_id=page.pk).order_by("pk").values()) == received


def test_a_members_own_people_open_no_door_of_the_consortium(crema: Member, consortium: Member) -> None:
    client = enter(person("crema", "administrator"))
    home = consortium.site.root_page  # type: ignore[union-attr]
    for name in ("edit", "delete", "unpublish", "set_privacy", "lock", "history", "copy", "move"):
        path = reverse(f"wagtailadmin_pages:{name}", args=[home.pk], urlconf=URLS)
        assert client.get(path).status_code == 404, name
        assert client.post(path).status_code == 404, name
    root = Collection.get_first_root_node()
    for name in ("edit", "delete", "set_privacy"):
        path = reverse(f"wagtailadmin_collections:{name}", args=[root.pk], urlconf=URLS)
        assert client.post(path, {"name": "Mia"}).status_code == 404, name


def test_an_administrator_takes_no_collection_of_another(crema: Member, izano: Member) -> None:
    client = enter(person("crema", "administrator"))
    path = reverse("wagtailadmin_collections:add", urlconf=URLS)
    client.post(path, {"name": "Mia", "parent": izano.collection_id})
    client.post(path, {"name": "Mia", "parent": Collection.get_first_root_node().pk})
    assert not Collection.objects.filter(name="Mia").exists()
    client.post(path, {"name": "Mia", "parent": crema.collection_id})
    assert Collection.objects.get(name="Mia").is_descendant_of(crema.collection)


def test_a_person_who_was_deactivated_reaches_nothing(crema: Member) -> None:
    user = person("crema", "administrator")
    User.objects.filter(pk=user.pk).update(is_active=False)
    reach = reach_of(User.objects.get(pk=user.pk))
    assert (reach.members, reach.everything) == ((), False)


def test_granting_again_repairs_what_somebody_clicked_together(crema: Member) -> None:
    group = MemberRole.objects.get(member=crema, role="editor").group
    group.permissions.add(*Permission.objects.filter(codename="change_user"))
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission=Permission.objects.get(codename="publish_page")
    )
    grant_roles(crema)
    assert set(group.permissions.values_list("codename", flat=True)) == {"access_admin"}
    assert set(GroupPagePermission.objects.filter(group=group).values_list("page_id", flat=True)) == {
        crema.site.root_page_id  # type: ignore[union-attr]
    }


def test_the_consortium_holds_its_rights_on_two_roots_however_many_members_there_are(consortium: Member) -> None:
    groups = Group.objects.filter(member_role__member=consortium)
    pages = GroupPagePermission.objects.filter(group__in=groups).values_list("page_id", flat=True)
    collections = GroupCollectionPermission.objects.filter(group__in=groups).values_list("collection_id", flat=True)
    assert set(pages) == {Page.get_first_root_node().pk}
    assert set(collections) == {Collection.get_first_root_node().pk}


def _superuser() -> User:
    return User.objects.create_superuser("installatore")


def test_a_member_from_before_a_role_existed_gets_it_with_the_next_migrate(crema: Member) -> None:
    Group.objects.filter(member_role__member=crema, member_role__role="administrator").delete()
    call_command("migrate", verbosity=0)
    assert MemberRole.objects.get(member=crema, role="administrator").group.page_permissions.exists()
