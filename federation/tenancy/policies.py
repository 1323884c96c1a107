"""The permission policies in Wagtail's registry: rights hold within what belongs to the member that gave them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy, CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from federation.belongs import Belongs, belonging_of
from federation.models import MemberRole, User
from federation.tenancy.page_policy import BranchPolicy
from federation.tenancy.reach import audits, offered_paths, reach_of, reach_where
from federation.tenancy.scope import within

ACTIONS = ("add", "change", "delete", "view")


class MemberPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Django's rights on the model, each within the members at which the person's role carries it."""

    def instances_user_has_any_permission_for(self, user: User, actions: Any) -> QuerySet[Any]:
        reach = reach_where(user, *(self._get_permission_name(action) for action in actions))
        rows: QuerySet[Any] = self.model._default_manager.all()
        return within(rows, reach) if user.is_active and (reach.everything or reach.members) else rows.none()

    def user_has_any_permission_for_instance(self, user: User, actions: Any, instance: Model) -> bool:
        if instance.pk is None or instance._state.adding:
            return bool(self.user_has_any_permission(user, actions))
        return bool(self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists())

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)


class MediaPolicy(CollectionOwnershipPermissionPolicy):  # type: ignore[misc]
    """Images and documents: what the consortium offers to all may be chosen, without a row for each member's groups."""

    def _collections_with_perm(self, user: User, actions: Any) -> QuerySet[Any]:
        collections: QuerySet[Any] = super()._collections_with_perm(user, actions)
        reach = reach_of(user)
        if set(actions) & {"choose"} and not reach.everything:
            for path in offered_paths(reach):
                collections |= Collection.objects.filter(path__startswith=path)
        return collections


def leave_out_auditors_rights(user: User) -> None:
    """For a request that changes something. In Wagtail an auditor holds the rights that it asks of who opens a screen;
    where it decides by itself what is within a person's rights («all» of a bulk action), these must not count."""
    if not audits(user):
        return
    for policy in (PagePermissionPolicy(), CollectionPermissionPolicy(get_image_model())):
        rights = policy.get_all_permissions_for_user(user)
        kept = rights.exclude(group__member_role__role=MemberRole.Role.AUDITOR)
        setattr(user, policy.permission_cache_name, kept)  # one for pages, one for all that lies in collections


def register_policies() -> None:
    """Before `wagtail.snippets` makes policies of its own, which know no member."""
    for model, label in ((get_image_model(), "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
        policy = MediaPolicy(model, auth_model=apps.get_model(label), owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)  # Wagtail's own registration, later, is of no class
    register_permission_policy(Page, BranchPolicy(Page))
    for model, _managers in managed_models():
        register_permission_policy(model, MemberPolicy(model))


def managed_models() -> Iterator[tuple[type[Model], tuple[str, ...]]]:
    """The models that roles manage, with the roles."""
    for model in apps.get_models():
        belongs: Belongs | None = belonging_of(model)
        if belongs and belongs.managed_by:
            yield model, belongs.managed_by
