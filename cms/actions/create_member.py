"""Creates a member with its whole site: tree, host, collection, look, roles, subscriptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cms.actions.host_member import host_member
from federation.actions.subscribe import subscribe_to_all
from federation.models import Brand, Member, Mode
from federation.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """`hostname` without scheme, port and `www.`; coordinates in WGS 84 degrees."""

    kind: str
    name: str
    slug: str
    hostname: str
    palette: str = ""
    tagline: str = ""
    istat_code: str = ""
    province: str = ""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    status: str = Member.Status.MEMBER
    joined: date | None = None


def create_member(new: NewMember, *, mode: Mode = Mode.AUTOMATIC) -> Member:
    """In one commit. A member of that slug that exists already is completed and returned, nothing is overwritten."""
    with unit_of_work():
        columns = {
            name: getattr(new, name)
            for name in ("kind", "name", "hostname", "istat_code", "province", "population", "latitude", "longitude",
                         "status", "joined")
        }  # fmt: skip
        member, _ = Member.objects.get_or_create(slug=new.slug, defaults=columns)
        Brand.objects.get_or_create(member=member, defaults={"palette": new.palette, "tagline": new.tagline})
        host_member(member)
        subscribe_to_all(member, mode=mode)
        return member
