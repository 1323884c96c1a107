"""Takes a person from a member: their roles there go, their sessions end; the account and roles elsewhere stay.

The only one of these decisions that one may take over oneself, unless nobody would be left to administer the member.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.end_sessions import end_sessions
from federation.actions.managing import log_person, managing, names_of
from federation.models import Member, MemberRole, SuspendedRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import check_is_colleague, check_is_ours_to_give, roles_at, suspended_roles_at


def remove_person(person: User, member: Member, *, by: User | None) -> None:
    with managing(member, by=by):
        if person == by and roles_at(member, person).filter(role=MemberRole.Role.ADMINISTRATOR).exists():
            _check_others_remain(person, member)
        check_is_colleague(person, member, by=None if person == by else by)
        held, suspended = list(roles_at(member, person)), list(suspended_roles_at(member, person))
        check_is_ours_to_give(person, *held, *suspended)
        person.groups.remove(*(role.group for role in held))
        SuspendedRole.objects.filter(user=person, role__in=suspended).delete()
        end_sessions(person)
        log_person(member, "removed", person, by=by, before=names_of(held or suspended), after=[])


def _check_others_remain(person: User, member: Member) -> None:
    others = User.objects.filter(
        groups__member_role__member=member,
        groups__member_role__role=MemberRole.Role.ADMINISTRATOR,
        is_active=True,
    ).exclude(pk=person.pk)
    if not others.exists():
        raise ActionRefused(
            _("Sei l’unico amministratore di «%(member)s»: prima dai il ruolo a qualcun altro.")
            % {"member": member.site_title}
        )
