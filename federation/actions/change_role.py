"""Gives a colleague another role at a member, instead of what they hold there; roles elsewhere stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.managing import log_person, managing, names_of
from federation.models import MemberRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import check_is_colleague, check_is_ours_to_give, roles_at


def change_role(person: User, role: MemberRole, *, by: User | None) -> None:
    with managing(role.member, by=by):
        check_is_colleague(person, role.member, by=by)
        held = list(roles_at(role.member, person))
        if not held:
            raise ActionRefused(_("È una persona sospesa: prima riattivala."))
        check_is_ours_to_give(person, role, *held)
        if held != [role]:
            person.groups.remove(*(one.group for one in held))
            person.groups.add(role.group)
            log_person(role.member, "role_changed", person, by=by, before=names_of(held), after=[role.role])
