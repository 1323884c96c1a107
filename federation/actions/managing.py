"""What all decisions over a member's people share: one at a time, by whoever administers the member, in its log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from wagtail.log_actions import log

from federation.models import Member, MemberRole, User
from federation.tenancy.people import check_administers, name_of
from federation.unit_of_work import unit_of_work


@contextmanager
def managing(member: Member, *, by: User | None) -> Iterator[None]:
    """A unit of work in which nobody else decides: two administrators cannot remove one another at the same moment."""
    with unit_of_work():
        list(MemberRole.objects.select_for_update().filter(member=member).order_by("pk"))
        check_administers(by, member)
        yield


def log_person(member: Member, action: str, person: User, *, by: User | None, **data: Any) -> None:
    """Into the member's log, with who it was about: an account can be deleted, its entry stays."""
    log(member, f"people.{action}", user=by, data={"person": person.pk, "name": name_of(person)} | data)


def names_of(roles: Iterable[MemberRole]) -> list[str]:
    return [role.role for role in roles]
