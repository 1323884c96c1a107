"""Gives a suspended colleague their roles at a member back; an identity provider gives its own with its next word."""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.actions.managing import log_person, managing, names_of
from federation.identity_providers import provider_of
from federation.models import Member, SuspendedRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import check_is_colleague, suspended_roles_at


def resume_person(person: User, member: Member, *, by: User | None) -> None:
    with managing(member, by=by):
        check_is_colleague(person, member, by=by)
        suspended = list(suspended_roles_at(member, person))
        if not suspended:
            raise ActionRefused(_("Non è una persona sospesa."))
        given = [role for role in suspended if provider_of(person, role) is None]
        person.groups.add(*(role.group for role in given))
        SuspendedRole.objects.filter(user=person, role__in=suspended).delete()
        log_person(member, "resumed", person, by=by, before=[], after=names_of(given))
