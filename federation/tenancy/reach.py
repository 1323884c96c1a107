"""How far a person reaches: everything, some members, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from federation.models import Channel, Member, MemberRole, User

Role = MemberRole.Role
ANSWERING = (Role.PUBLISHER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Reach:
    """`everything` is for superusers and for the people of a consortium, which runs the sites of all. `administers`:
    there is a member whose people they look after (which ones `Member.objects.administered_by` says). `audited`: the
    members whose register the person reads, as an administrator or an auditor. `answered_for`: the active members for
    whose site the person answers, as `Member.objects.published_by` says. `sending`: those for which the person acts
    that have channels; every owner of one for superusers."""

    user: User
    members: tuple[Member, ...]
    everything: bool
    reads_only: bool
    offered: tuple[str, ...] | None = None
    administers: bool = False
    audited: tuple[Member, ...] = ()
    answered_for: tuple[Member, ...] = ()
    sending: frozenset[int] = frozenset()

    def acts_for_somebody(self) -> bool:
        """Whether there is any active member for which the person decides."""
        return self.user.is_superuser or (not self.reads_only and any(member.is_active for member in self.members))


def reach_of(user: User) -> Reach:
    """Asked once for a request: it is kept on the user, as Wagtail keeps its permissions."""
    known: Reach | None = getattr(user, "_reach", None)
    if known is None:
        known = user._reach = _ask(user)  # type: ignore[attr-defined]
    return known


def people_within(people: QuerySet[User], reach: Reach) -> QuerySet[User]:
    """Those with whom one works: everybody with a role at one's members, and oneself."""
    if reach.everything:
        return people
    colleagues = User.objects.filter(groups__member_role__member__in=[member.pk for member in reach.members])
    return people.filter(Q(pk__in=colleagues.values("pk")) | Q(pk=reach.user.pk))


def members_where(user: User, permission: str) -> QuerySet[Member]:
    """Those at which a role of the person's carries the permission (`app.codename`); all of them at the consortium."""
    if user.is_superuser:
        return Member.objects.all()
    app_label, codename = permission.split(".")
    roles = MemberRole.objects.filter(
        group__user=user, group__permissions__codename=codename, group__permissions__content_type__app_label=app_label
    )
    if not user.is_active:
        return Member.objects.none()
    if roles.filter(member__kind=Member.Kind.CONSORTIUM).exists():
        return Member.objects.all()
    return Member.objects.filter(pk__in=roles.values("member"))


def offered_paths(reach: Reach) -> tuple[str, ...]:
    """The collections from which everybody may choose, by their places in the tree."""
    if reach.offered is not None:
        return reach.offered
    return tuple(_offering().values_list("offered_collection__path", flat=True))


def _offering() -> QuerySet[Member]:
    return Member.objects.active().exclude(offered_collection=None)


def _ask(user: User) -> Reach:
    if user.is_superuser:
        owners = frozenset(Channel.objects.order_by().values_list("owner", flat=True).distinct())
        return Reach(user, (), everything=True, reads_only=False, administers=True, sending=owners)
    shown = ("member__site__root_page", "member__collection", "member__brand")
    roles = MemberRole.objects.filter(group__user=user).select_related(*shown)
    roles = roles.annotate(
        offered=Subquery(_offering().order_by("pk").values("offered_collection__path")[:1]),
        has_channels=Exists(Channel.objects.filter(owner=OuterRef("member"))),
    )
    held = list(roles) if user.is_active else []
    return Reach(
        user,
        tuple({role.member_id: role.member for role in held}.values()),
        everything=any(role.member.kind == Member.Kind.CONSORTIUM for role in held),
        reads_only=bool(held) and all(role.role == Role.AUDITOR for role in held),
        offered=tuple({role.offered for role in held if role.offered}),
        administers=any(role.role == Role.ADMINISTRATOR and role.member.is_active for role in held),
        audited=tuple(role.member for role in held if role.role in (Role.ADMINISTRATOR, Role.AUDITOR)),
        answered_for=tuple(
            {role.member_id: role.member for role in held if role.role in ANSWERING and role.member.is_active}.values()
        ),
        sending=frozenset(role.member_id for role in held if role.has_channels and role.role != Role.AUDITOR),
    )
