"""Takes a colleague's roles at a member away for the time being, and ends their sessions; roles elsewhere stay.

The account stays too: without a role it opens nothing, and another member may invite the person.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.end_sessions import end_sessions
from federation.actions.managing import log_person, managing, names_of
from federation.models import Member, SuspendedRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import check_is_colleague, roles_at


def suspend_person(person: User, member: Member, *, by: User | None) -> None:
    with managing(member, by=by):
        check_is_colleague(person, member, by=by)
        held = list(roles_at(member, person))
        if not held:
            raise ActionRefused(_("È già una persona sospesa."))
        SuspendedRole.objects.bulk_create(
            [SuspendedRole(user=person, role=role) for role in held], ignore_conflicts=True
        )
        person.groups.remove(*(role.group for role in held))
        end_sessions(person)
        log_person(member, "suspended", person, by=by, before=names_of(held), after=[])
