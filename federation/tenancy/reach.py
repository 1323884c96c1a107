"""How far a person reaches: everything, some members, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from federation.models import Channel, Member, MemberRole, User

Role = MemberRole.Role
ANSWERING = (Role.PUBLISHER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Reach:
    """`everything` is for superusers and for the people of an active consortium, which runs the sites of all.
    `reads_only`: they are auditors, and nothing else. `administers`: there is a member whose people they look after
    (which ones `Member.objects.administered_by` says). `audited`: the members whose register the person reads, as an
    administrator or an auditor. `audits_all`: they are an auditor of an active consortium. `answered_for`: the active
    members for whose site the person answers, as `Member.objects.published_by` says. `sending`: those for which the
    person acts that have channels; every owner of one for superusers."""

    user: User
    members: tuple[Member, ...]
    everything: bool
    reads_only: bool
    offered: tuple[str, ...] | None = None
    administers: bool = False
    audited: tuple[Member, ...] = ()
    audits_all: bool = False
    answered_for: tuple[Member, ...] = ()
    sending: frozenset[int] = frozenset()


def reach_of(user: User) -> Reach:
    """What the person may open, by all their roles; asked once for a request."""
    known: Reach | None = getattr(user, "_reach", None)
    if known is None:
        known = user._reach = _by(user, _roles_of(user))  # type: ignore[attr-defined]
    return known


def writing_reach_of(user: User) -> Reach:
    """What the person may change: an auditor's role opens all and changes nothing, also where they have another."""
    return _by(user, [role for role in _roles_of(user) if role.role != Role.AUDITOR])


def reach_where(user: User, *permissions: str) -> Reach:
    """By those roles alone that carry one of the permissions (`app.codename`)."""
    query = Q(pk__in=[])
    for permission in permissions:
        app_label, codename = permission.split(".")
        query |= Q(permissions__codename=codename, permissions__content_type__app_label=app_label)
    carrying = set() if user.is_superuser else set(user.groups.filter(query).values_list("pk", flat=True))
    return _by(user, [role for role in _roles_of(user) if role.group_id in carrying])


def members_where(user: User, permission: str) -> QuerySet[Member]:
    """Those at which a role of the person's carries the permission; all of them where a consortium's does."""
    reach = reach_where(user, permission)
    members = Member.objects.all()
    return members if reach.everything else members.filter(pk__in=[member.pk for member in reach.members])


def audits(user: User) -> bool:
    """Whether one of the person's roles, at whatever member, is an auditor's."""
    return any(role.role == Role.AUDITOR for role in _roles_of(user))


def reads_what_arrives(user: User) -> bool:
    """Whether there is any active member of which the person opens what arrives, as `Member.objects.read_by` says."""
    return user.is_superuser or any(member.is_active for member in reach_of(user).members)


def people_within(people: QuerySet[User], reach: Reach) -> QuerySet[User]:
    """Those with whom one works: everybody with a role at one's members, and oneself."""
    if reach.everything:
        return people
    colleagues = User.objects.filter(groups__member_role__member__in=[member.pk for member in reach.members])
    return people.filter(Q(pk__in=colleagues.values("pk")) | Q(pk=reach.user.pk))


def offered_paths(reach: Reach) -> tuple[str, ...]:
    """The collections from which everybody may choose, by their places in the tree."""
    if reach.offered is not None:
        return reach.offered
    return tuple(_offering().values_list("offered_collection__path", flat=True))


def _offering() -> QuerySet[Member]:
    return Member.objects.active().exclude(offered_collection=None)


def _roles_of(user: User) -> list[MemberRole]:
    """Asked once for a request: they are kept on the user, as Wagtail keeps its permissions."""
    known: list[MemberRole] | None = getattr(user, "_roles", None)
    if known is None:
        held = _all_roles().filter(group__user=user) if user.is_active and not user.is_superuser else ()
        known = user._roles = list(held)  # type: ignore[attr-defined]
    return known


@cache
def _all_roles() -> QuerySet[MemberRole]:
    """Never read as it is, and made once: every request asks for a part of it, and to make it takes as long."""
    return MemberRole.objects.select_related("member__site__root_page", "member__collection", "member__brand").annotate(
        offered=Subquery(_offering().order_by("pk").values("offered_collection__path")[:1]),
        has_channels=Exists(Channel.objects.filter(owner=OuterRef("member"))),
    )


def _by(user: User, roles: list[Any]) -> Reach:
    if user.is_superuser:
        owners = frozenset(Channel.objects.order_by().values_list("owner", flat=True).distinct())
        return Reach(user, (), everything=True, reads_only=False, administers=True, sending=owners)
    answering = [role for role in roles if role.role in ANSWERING and role.member.is_active]
    running_all = [role for role in roles if role.member.kind == Member.Kind.CONSORTIUM and role.member.is_active]
    return Reach(
        user,
        tuple({role.member_id: role.member for role in roles}.values()),
        everything=bool(running_all),
        reads_only=bool(roles) and all(role.role == Role.AUDITOR for role in roles),
        offered=tuple({role.offered for role in roles if role.offered}),
        administers=any(role.role == Role.ADMINISTRATOR and role.member.is_active for role in roles),
        audited=tuple(role.member for role in roles if role.role in (Role.ADMINISTRATOR, Role.AUDITOR)),
        audits_all=any(role.role == Role.AUDITOR for role in running_all),
        answered_for=tuple({role.member_id: role.member for role in answering}.values()),
        sending=frozenset(role.member_id for role in roles if role.has_channels and role.role != Role.AUDITOR),
    )
