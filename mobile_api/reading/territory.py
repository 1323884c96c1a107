"""Which comuni there are: by name, by a text in it, by distance."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from federation.querysets.members import MemberQuerySet
from mobile_api import cursors
from mobile_api.limits import TEXT, cursor_of_another_list, page_size
from mobile_api.reading.comuni import Comune, Point, read_comuni
from mobile_api.reading.sites import comuni
from mobile_api.refusals import Code, Refusal

EARTH_KM = 6371.0
LARGEST_RADIUS_KM = 500.0


@dataclass(frozen=True, slots=True)
class ComuniPage:
    """From the one after `offset` on."""

    comuni: list[Comune]
    offset: int
    total_count: int
    scope: str


@dataclass(frozen=True, slots=True)
class Near:
    """A circle."""

    centre: Point
    radius_km: float

    def __post_init__(self) -> None:
        inside = -90 <= self.centre.lat <= 90 and -180 <= self.centre.lon <= 180
        if not inside or not 0 < self.radius_km <= LARGEST_RADIUS_KM:
            raise Refusal(Code.BAD_INPUT, f"near takes degrees, and a radius of at most {LARGEST_RADIUS_KM:.0f} km.")


def read_territory(*, search: str | None, near: Near | None, first: int, after: str | None) -> ComuniPage:
    """By name or, near a point, the nearest first. Two queries."""
    if search is not None and len(search) > TEXT:
        raise Refusal(Code.BAD_INPUT, f"A search text has at most {TEXT} characters.")
    page_size(first)
    scope = cursors.hash_of(search, near)
    offset = _offset(after, scope)
    ids = _ids(search, near)
    wanted = ids[offset : offset + first]
    members = _members().in_bulk(wanted) if wanted else {}
    return ComuniPage(read_comuni(members[pk] for pk in wanted if pk in members), offset, len(ids), scope)


def read_some(slugs: list[str]) -> list[Comune]:
    """In the order of the slugs; whoever is no comune of ours, or not any more, is left out. One query."""
    found = {member.slug: member for member in _members().filter(slug__in=slugs)} if slugs else {}
    return read_comuni(found[slug] for slug in slugs if slug in found)


def read_one(*, slug: str | None = None, istat_code: str | None = None, pk: int | None = None) -> Comune | None:
    """By whatever is given; None without a match, and when nothing is given. One query."""
    given = {"slug": slug, "istat_code": istat_code, "pk": pk}
    wanted = {name: value for name, value in given.items() if value not in (None, "")}
    return next(iter(read_comuni(_members().filter(**wanted)[:1])), None) if wanted else None


def _members() -> MemberQuerySet:
    return comuni().select_related("brand", "version_row")


def _offset(after: str | None, scope: str) -> int:
    if after is None:
        return 0
    place, issued_for = cursors.unseal("comuni", after)
    if issued_for != scope:
        raise cursor_of_another_list()
    return int(place)


def _ids(search: str | None, near: Near | None) -> list[int]:
    found = comuni()
    if search and search.strip():
        found = found.filter(name__icontains=search.strip())
    if near is None:
        return list(found.order_by("name", "pk").values_list("pk", flat=True))
    located = found.filter(latitude__isnull=False, longitude__isnull=False).order_by("name", "pk")
    distances = [
        (_distance_km(near.centre, Point(lat, lon)), pk)
        for pk, lat, lon in located.values_list("pk", "latitude", "longitude")
        if lat is not None and lon is not None
    ]
    return [pk for distance, pk in sorted(distances) if distance <= near.radius_km]


def _distance_km(one: Point, other: Point) -> float:
    """Along the great circle (haversine)."""
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))
