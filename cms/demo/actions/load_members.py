"""The consortium, the 64 comuni, associations, channels and accounts.

Members cannot be deleted; of everything else what somebody has deleted meanwhile stays deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.actions.create_member import NewMember, create_member
from cms.demo.loaded import loaded_keys, note_loaded
from cms.demo.people import PASSWORD, demo_accounts
from cms.demo.reading import read_comuni, read_yaml
from federation.models import Association, Channel, Member, MemberRole, User
from federation.unit_of_work import unit_of_work
from themes.palettes import PALETTES


def load_members() -> Iterator[str]:
    """Yields the name of each member when its site is ready; the consortium and the channels come first."""
    consortium = read_yaml("consortium")["consortium"]
    owner = create_member(
        NewMember(
            kind=Member.Kind.CONSORTIUM,
            name=consortium["name"],
            slug=consortium["slug"],
            hostname=f"{consortium['slug']}.localhost",
            tagline=consortium["legal_role"][:120],
        )
    )
    _load_channels(owner)
    yield owner.name
    palettes = sorted(PALETTES)
    for number, row in enumerate(read_comuni()):
        member = create_member(
            NewMember(
                kind=Member.Kind.COMUNE,
                name=row["name"],
                slug=row["slug"],
                hostname=f"{row['slug']}.localhost",
                palette=palettes[number % len(palettes)],
                istat_code=row["istat_code"],
                province=row["province"],
                population=int(row["population"]),
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
            )
        )
        yield member.name
    _load_associations()
    _load_accounts()


def _load_channels(owner: Member) -> None:
    loaded = loaded_keys("channel")
    for row in read_yaml("consortium")["channels"]:
        if row["slug"] in loaded:
            continue
        defaults = {
            "owner": owner,
            "name": row["name"],
            "description": row["description"][:250],
            "duty": row["duty"],
            "default_obligation": row["default_obligation"],
        }
        with unit_of_work():
            channel, _created = Channel.objects.get_or_create(slug=row["slug"], defaults=defaults)
            note_loaded("channel", row["slug"], channel)


def _load_associations() -> None:
    by_slug = {member.slug: member for member in Member.objects.all()}
    loaded = loaded_keys("association")
    for row in read_yaml("consortium")["associations"]:
        if row["slug"] in loaded:
            continue
        defaults = {"name": row["name"], "service": row["service"], "lead": by_slug.get(row["lead"] or "")}
        with unit_of_work():
            association, created = Association.objects.get_or_create(slug=row["slug"], defaults=defaults)
            if created:
                association.members.set([by_slug[slug] for slug in row["members"]])
            note_loaded("association", row["slug"], association)


def _load_accounts() -> None:
    """An account that is there already keeps the roles that it was given meanwhile."""
    loaded = loaded_keys("account")
    for username, columns, groups in _accounts():
        if username in loaded:
            continue
        with unit_of_work():
            user, created = User.objects.get_or_create(username=username, defaults=columns)
            if created:
                user.groups.add(*groups)
            note_loaded("account", username, user)
        loaded.add(username)


def _accounts() -> Iterator[tuple[str, dict[str, Any], list[Group]]]:
    """Name, columns and groups of the system administrator, of each member's publisher, and of the directory's people;
    the first of a name counts."""
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    yield "admin", _columns("admin", "", password) | {"is_superuser": True, "is_staff": True}, []
    known = {account.username: account for account in demo_accounts() if account.member_slug}
    for role in MemberRole.objects.filter(role=MemberRole.Role.PUBLISHER).select_related("member", "group"):
        slug = role.member.slug
        name = known[slug].role if slug in known else f"Redazione di {role.member.name}"
        yield slug, _columns(slug, name, password), [role.group]
    for account in known.values():
        members = (account.member_slug, *account.also)
        role_there = MemberRole.Role.ADMINISTRATOR if account.administers else MemberRole.Role.PUBLISHER
        groups = Group.objects.filter(member_role__member__slug__in=members, member_role__role=role_there)
        yield account.username, _columns(account.username, account.role, password), list(groups)


def _columns(username: str, name: str, password: str) -> dict[str, Any]:
    return {"password": password, "first_name": name[:150], "email": f"{username}@posta.example"}
