"""Makes the groups of a member with exactly the rights of their role; repeatable, never clicked together."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from federation.models import Member, MemberRole
from federation.unit_of_work import unit_of_work

PAGE_RIGHTS = {
    MemberRole.Role.EDITOR: ("add_page", "change_page"),
    MemberRole.Role.PUBLISHER: ("add_page", "change_page", "publish_page", "bulk_delete_page"),
}
# Wagtail asks for the rights of its own models, also where they are swapped.
MEDIA_RIGHTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
APP_LABELS = {"page": "wagtailcore", "image": "wagtailimages", "document": "wagtaildocs", "admin": "wagtailadmin"}


def grant_roles(member: Member) -> None:
    """Rights on the member's own tree and collection, and the right to open the admin; nothing beyond."""
    with unit_of_work():
        for role, codenames in PAGE_RIGHTS.items():
            group, _ = Group.objects.get_or_create(name=f"{member.slug}:{role.value}")
            MemberRole.objects.update_or_create(member=member, role=role, defaults={"group": group})
            group.permissions.set([_permission("access_admin")])
            if member.site:
                _set_page_rights(group, member.site.root_page_id, codenames)
            if member.collection_id:
                _set_media_rights(group, member.collection_id)


def _set_page_rights(group: Group, page_id: int, codenames: tuple[str, ...]) -> None:
    GroupPagePermission.objects.filter(group=group).delete()
    for codename in codenames:
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission=_permission(codename))


def _set_media_rights(group: Group, collection_id: int) -> None:
    GroupCollectionPermission.objects.filter(group=group).delete()
    for codename in MEDIA_RIGHTS:
        GroupCollectionPermission.objects.create(
            group=group, collection_id=collection_id, permission=_permission(codename)
        )


def _permission(codename: str) -> Permission:
    app_label = APP_LABELS[codename.rpartition("_")[2]]
    return Permission.objects.get(codename=codename, content_type__app_label=app_label)
