"""Comuni as the app reads them; what several of them are asked for alike is read for all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.presenters.crest import palette_of
from federation.addresses import absolute_url
from federation.models import Brand, Member
from mobile_api.ids import global_id
from mobile_api.loaders.images_by_id import images_by_id
from mobile_api.loaders.once import Once
from mobile_api.reading.contents import Content
from mobile_api.reading.feeds import Page, read_each
from mobile_api.reading.listing import Listing
from mobile_api.reading.sites import MemberSite
from themes.palettes import DEFAULT_PALETTE, PALETTES


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class BrandColours:
    """As the site has them, #rrggbb; `on_primary` is readable on `primary`."""

    primary: str
    on_primary: str


@dataclass(slots=True)
class Comune:
    """Attributes that have a name of the contract are what the contract says; the others serve resolvers."""

    id: str
    slug: str
    name: str
    istat_code: str
    province: str
    population: int | None
    location: Point | None
    website: str
    version: int
    brand: BrandColours
    site: MemberSite
    together: Together


class Together:
    """The comuni of one answer."""

    def __init__(self) -> None:
        self.comuni: list[Comune] = []
        self._pages: dict[Listing, Mapping[int, Page]] = {}

    def page(self, comune: Comune, listing: Listing, *, expect: Callable[[list[Content]], None]) -> Page:
        """One query for all comuni that are asked for the same list; `expect` is told what was read."""
        if listing not in self._pages:
            self._pages[listing] = read_each(listing, [other.site for other in self.comuni])
            for page in self._pages[listing].values():
                expect(page.contents)
        return self._pages[listing][comune.site.pk]

    @cached_property
    def crests(self) -> Once[int, int, Any]:
        """Images by the member's key."""
        return Once(_crests, [comune.site.pk for comune in self.comuni])


def read_comuni(members: Iterable[Member]) -> list[Comune]:
    """In their order; the members come with `brand` and `version_row`, and cost no query here."""
    together = Together()
    together.comuni = [_comune(member, together) for member in members]
    return together.comuni


def _comune(member: Member, together: Together) -> Comune:
    palette = PALETTES.get(palette_of(member)) or PALETTES[DEFAULT_PALETTE]
    website = absolute_url(member, "/")
    located = member.latitude is not None and member.longitude is not None
    return Comune(
        id=global_id("Comune", member.pk),
        slug=member.slug,
        name=member.name,
        istat_code=member.istat_code,
        province=member.province,
        population=member.population,
        location=Point(member.latitude, member.longitude) if located else None,  # type: ignore[arg-type]
        website=website,
        version=member.version_row.version if hasattr(member, "version_row") else 0,
        brand=BrandColours(palette.primary.hex, palette.on_primary.hex),
        site=MemberSite(member.pk, member.slug, member.site_title, website.removesuffix("/")),
        together=together,
    )


def _crests(member_ids: Collection[int]) -> Mapping[int, Any]:
    worn = dict(Brand.objects.filter(member__in=member_ids, crest__isnull=False).values_list("member_id", "crest_id"))
    images = images_by_id(worn.values())
    return {member_id: images[pk] for member_id, pk in worn.items() if pk in images}
