"""What Wagtail's admin asks before it lists, opens or saves a member, a brand, a channel or an association.

Roles answer (`MemberRole`), not Django's permissions: nobody has to click anything together, and nothing can be
clicked wrong. Whoever has no role reaches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from federation.models import Association, Brand, Channel, Member, User
from federation.tenancy.reach import Reach, reach_of


@dataclass(frozen=True, slots=True)
class StaffReach:
    """`publishes_for_all`: a publisher of an active consortium, or a superuser. `reads_all`: an auditor of one.
    `member_ids`: those that the person publishes for."""

    publishes_for_all: bool
    reads_all: bool
    member_ids: frozenset[int]


def staff_reach_of(user: Any) -> StaffReach:
    """By the roles that `reach_of` has read already."""
    reach = reach_of(user)
    members = reach.answered_for
    for_all = user.is_superuser or any(member.kind == Member.Kind.CONSORTIUM for member in members)
    return StaffReach(for_all, reach.audits_all, frozenset(member.pk for member in members))


class FederationPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """`staff`: what the consortium's publishers may do with every row. `owner` names the column of the member whose
    publishers may change their own rows; without it they may nothing. `owners`: which members have any. To view
    without changing is an auditor's, of all rows."""

    def __init__(
        self,
        model: type[Model],
        *,
        staff: Collection[str],
        owner: str = "",
        owners: Callable[[Reach], Collection[int]] = lambda reach: (),
    ) -> None:
        super().__init__(model)
        self.staff = frozenset(staff)
        self.owner = owner
        self.owners = owners

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        reach = staff_reach_of(user)
        if reach.reads_all and "view" in actions:
            return rows
        if reach.publishes_for_all and self.staff & set(actions):
            return rows
        if self.owner and "change" in actions:
            return rows.filter(**{f"{self.owner}__in": reach.member_ids})
        return rows.none()

    def user_has_permission(self, user: User, action: str) -> bool:
        """Without a query, because the menu asks on every page."""
        reach = staff_reach_of(user)
        if action == "view":
            return reach.reads_all
        if reach.publishes_for_all:
            return action in self.staff
        return action == "change" and not reach.member_ids.isdisjoint(self.owners(reach_of(user)))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Without a query, because lists ask for each row."""
        reach = staff_reach_of(user)
        if action == "view":
            return reach.reads_all
        if reach.publishes_for_all:
            return action in self.staff
        return action == "change" and bool(self.owner) and getattr(instance, f"{self.owner}_id") in reach.member_ids


def register_policies() -> None:
    """Before anything asks: Wagtail keeps its own policy for a model that it was asked about once."""
    register_permission_policy(Member, FederationPolicy(Member, staff={"add", "change"}))
    register_permission_policy(Brand, FederationPolicy(Brand, staff={"change"}, owner="member", owners=_branded))
    register_permission_policy(
        Channel,
        FederationPolicy(Channel, staff={"add", "change", "delete"}, owner="owner", owners=lambda reach: reach.sending),
    )
    register_permission_policy(Association, FederationPolicy(Association, staff={"add", "change", "delete"}))


def _branded(reach: Reach) -> list[int]:
    return [member.pk for member in reach.answered_for if hasattr(member, "brand")]
