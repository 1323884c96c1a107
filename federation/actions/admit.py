"""Lets a person in on the word of an identity provider, with exactly the roles that it may give, and gives.

What the provider speaks for follows it at each sign-in; roles elsewhere are left alone, and where a colleague suspended
the person they stay suspended. It never makes a superuser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.models import ExternalIdentity, Invitation, Member, MemberRole, SuspendedRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import name_of
from federation.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class Authority:
    """What an issuer speaks for: these members (slugs; None is all), these roles."""

    issuer: str
    members: tuple[str, ...] | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vouched:
    """What an issuer says of one person. `grants` are pairs of an IPA code or slug, and a `MemberRole.Role`."""

    subject: str
    grants: tuple[tuple[str, str], ...]
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    email_verified: bool = False


def admit(vouched: Vouched, authority: Authority) -> User:
    """The person, with their roles brought up to date. Raises `ActionRefused`; then roles that were withdrawn are gone,
    and nothing was added."""
    with unit_of_work():
        user = _known(vouched, authority)
        if user is not None and user.is_superuser:
            raise ActionRefused(_("Un amministratore di sistema entra solo con la sua password."))
        if user is not None and not user.is_active:
            raise ActionRefused(_("La tua utenza è sospesa. Rivolgiti all’amministratore del tuo ente."))
        granted, problem = _granted(vouched.grants, authority)
        if user is not None:
            granted, problem = _without_suspended(user, granted, problem)
            _withdraw(user, authority, kept=granted)
        if problem == "":
            return _welcome(user, vouched, authority, granted)
    raise ActionRefused(problem)


def _known(vouched: Vouched, authority: Authority) -> User | None:
    identity = ExternalIdentity.objects.filter(issuer=authority.issuer, subject=vouched.subject)
    return User.objects.select_for_update(of=("self",)).filter(external_identities__in=identity).first()


def _granted(grants: Iterable[tuple[str, str]], authority: Authority) -> tuple[list[Group], str]:
    """The groups, and in the person's words why there are none. One wrong grant spoils all: no half of a meaning."""
    groups = []
    for name, role in grants:
        members = Member.objects.active().filter(Q(slug=name.lower()) | Q(ipa_code__iexact=name))
        within = members if authority.members is None else members.filter(slug__in=authority.members)
        found = list(MemberRole.objects.filter(member__in=within, role=role).select_related("group"))
        if role not in authority.roles or len(found) != 1:
            problem = _("Chi garantisce la tua identità ti dà un ruolo che qui non vale: %(role)s per «%(member)s».")
            return [], problem % {"role": role or "?", "member": name or "?"}
        groups.append(found[0].group)
    return groups, "" if groups else _("Chi garantisce la tua identità non ti dà nessun ruolo in questi siti.")


def _without_suspended(user: User, granted: list[Group], problem: str) -> tuple[list[Group], str]:
    suspended = SuspendedRole.objects.filter(user=user).values("role__member")
    held = [group for group in granted if not suspended.filter(role__member__roles__group=group).exists()]
    if granted and not held:
        problem = _("Sei stato sospeso. Rivolgiti all’amministratore del tuo ente.")
    return held, problem


def _withdraw(user: User, authority: Authority, *, kept: list[Group]) -> None:
    withdrawn = user.groups.filter(pk__in=_groups_of(authority)).exclude(pk__in=[group.pk for group in kept])
    for group in list(withdrawn):
        user.groups.remove(group)
        _log_role("withdrawn", group, user, authority)


def _groups_of(authority: Authority) -> QuerySet[Group]:
    roles = MemberRole.objects.filter(role__in=authority.roles)
    if authority.members is not None:
        roles = roles.filter(member__slug__in=authority.members)
    return Group.objects.filter(member_role__in=roles)


def _welcome(user: User | None, vouched: Vouched, authority: Authority, granted: list[Group]) -> User:
    if user is None:
        user = User(username=_username(vouched, authority))
        user.set_unusable_password()
    user.first_name, user.last_name = vouched.first_name[:150], vouched.last_name[:150]
    if _is_theirs(vouched, user):
        user.email = vouched.email[:254]
    user.save()
    ExternalIdentity.objects.get_or_create(issuer=authority.issuer, subject=vouched.subject, defaults={"user": user})
    held = set(user.groups.all())
    for group in granted:
        if group not in held:
            user.groups.add(group)
            _log_role("granted", group, user, authority)
    return user


def _is_theirs(vouched: Vouched, user: User) -> bool:
    """Not an address of another account; nor one that was invited and not proved, or who was would find it taken."""
    if not vouched.email or vouched.email.lower() == user.email.lower():
        return True
    others = User.objects.exclude(pk=user.pk).filter(email__iexact=vouched.email)
    invited = Invitation.objects.pending().filter(email__iexact=vouched.email)
    return not others.exists() and (vouched.email_verified or not invited.exists())


def _log_role(done: str, group: Group, user: User, authority: Authority) -> None:
    """Into the member's log: another member at which the person works does not read it."""
    role = group.member_role
    data = {"person": user.pk, "name": name_of(user), "role": role.role, "issuer": authority.issuer}
    log(role.member, f"signing_in.role_{done}", data=data)


def _username(vouched: Vouched, authority: Authority) -> str:
    """Nobody types it, and nobody else can have it."""
    return "esterno-" + hashlib.sha256(f"{authority.issuer}\n{vouched.subject}".encode()).hexdigest()[:24]
