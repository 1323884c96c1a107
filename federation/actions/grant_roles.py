"""Makes the groups of a member with exactly the rights of their roles; repeatable, never clicked together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from federation.models import Member, MemberRole
from federation.tenancy.policies import ACTIONS, managed_models
from federation.unit_of_work import unit_of_work

Role = MemberRole.Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Codenames on the tree and on the collection of a member."""

    pages: tuple[str, ...]
    collections: tuple[str, ...]


WRITE_PAGES = ("add_page", "change_page")
# Wagtail asks for the rights of its own models, also where they are swapped.
CHOOSE = ("choose_image", "choose_document")
WRITE_MEDIA = ("add_image", "change_image", "add_document", "change_document", *CHOOSE)
PUBLISH = (*WRITE_PAGES, "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
RIGHTS = {
    Role.EDITOR: Rights(pages=WRITE_PAGES, collections=WRITE_MEDIA),
    Role.PUBLISHER: Rights(pages=PUBLISH, collections=WRITE_MEDIA),
    Role.ADMINISTRATOR: Rights(
        pages=PUBLISH, collections=(*WRITE_MEDIA, "add_collection", "change_collection", "delete_collection")
    ),
    # What Wagtail asks of who opens a screen; `federation.tenancy.gate` lets an auditor send nothing.
    Role.AUDITOR: Rights(pages=("change_page",), collections=("change_image", "change_document", *CHOOSE)),
}
OFFERED = "Per tutti gli enti"
APP_LABELS = {"page": "wagtailcore", "collection": "wagtailcore", "image": "wagtailimages", "document": "wagtaildocs"}
Known = Mapping[tuple[str, str], Permission]


def grant_roles(member: Member) -> None:
    """Rights on the member's own tree and collection, and the right to open the admin; nothing beyond.

    An active consortium runs the sites of all, so its rights are on the two roots: one row each, however many members
    there are. Deciding what a member shows of what it receives is no right on pages, and stays with the member.
    To be called again when the member's kind or status has changed, before the clock is taken.
    """
    with unit_of_work():
        known = _permissions()
        is_consortium = member.kind == Member.Kind.CONSORTIUM
        runs_all = is_consortium and member.is_active
        for role, rights in RIGHTS.items():
            if role == Role.AUDITOR and not is_consortium:
                Group.objects.filter(member_role__member=member, member_role__role=role).delete()
                continue
            group, _ = Group.objects.get_or_create(name=f"{member.slug}:{role.value}")
            MemberRole.objects.update_or_create(member=member, role=role, defaults={"group": group})
            group.permissions.set([known["wagtailadmin", "access_admin"], *_model_rights(role, known)])
            home_id = Page.get_first_root_node().pk if runs_all else _home_id(member)
            _set_page_rights(group, home_id, _named(rights.pages, known))
            collection = Collection.get_first_root_node() if runs_all else member.collection
            _set_collection_rights(group, collection, _named(rights.collections, known))
        if runs_all and member.collection and not member.offered_collection:
            member.offered_collection = member.collection.add_child(name=OFFERED)
            member.save(update_fields=["offered_collection"])


def grant_missing_roles() -> None:
    """For members from before a role existed."""
    expected = [role for role in RIGHTS if role != Role.AUDITOR]
    complete = Member.objects.all()
    for role in expected:
        complete = complete.filter(pk__in=MemberRole.objects.filter(role=role).values("member"))
    for member in Member.objects.exclude(pk__in=complete.values("pk")).select_related("site", "collection"):
        grant_roles(member)


def _home_id(member: Member) -> int | None:
    return member.site.root_page_id if member.site else None


def _set_page_rights(group: Group, page_id: int | None, permissions: list[Permission]) -> None:
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page_id, permission=permission)
            for permission in permissions
            if page_id is not None
        ]
    )


def _set_collection_rights(group: Group, own: Collection | None, permissions: list[Permission]) -> None:
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=own, permission=permission)
            for permission in permissions
            if own is not None
        ]
    )


def _permissions() -> Known:
    """All that there are, by application and codename, in one statement."""
    permissions = Permission.objects.select_related("content_type")
    return {(permission.content_type.app_label, permission.codename): permission for permission in permissions}


def _model_rights(role: MemberRole.Role, known: Known) -> list[Permission]:
    names = [
        (model._meta.app_label, f"{action}_{model._meta.model_name}")
        for model, managers in managed_models()
        if role in managers
        for action in ACTIONS
    ]
    return [known[name] for name in names if name in known]


def _named(codenames: tuple[str, ...], known: Known) -> list[Permission]:
    return [known[APP_LABELS[codename.rpartition("_")[2]], codename] for codename in codenames]
