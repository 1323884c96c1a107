"""One item as one comune shows it, as a flat row; what lists seldom ask for is read when somebody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from federation.querysets.placements import PlacementQuerySet
from mobile_api.ids import global_id
from mobile_api.loaders.channels_by_page import channels_by_page
from mobile_api.loaders.images_by_id import images_by_id
from mobile_api.loaders.once import Once
from mobile_api.loaders.original_paths_by_item import original_paths_by_item
from mobile_api.loaders.pages_by_id import pages_by_id
from mobile_api.reading.bodies import BlockRow, read_body
from mobile_api.reading.channels import ChannelRow
from mobile_api.reading.kinds import KINDS, KINDS_BY_NAME
from mobile_api.reading.sites import MemberSite, sites_by_id

COLUMNS = (
    "pk", "item_id", "item__kind", "item__section_kind", "item__published_at", "item__owner_id", "member_id", "page_id",
    "path", "title_shown", "overrides", "variables", "page__last_published_at", "page__expire_at",
)  # fmt: skip
ALL_COLUMNS = COLUMNS + tuple(column for kind in KINDS for column in kind.columns)
SPANS: dict[str, slice] = {}
_start = len(COLUMNS)
for _kind in KINDS:
    SPANS[_kind.name] = slice(_start, _start + len(_kind.columns))
    _start += len(_kind.columns)


@dataclass(slots=True)
class Content:
    """Attributes that have a name of the contract are what the contract says; the others serve resolvers.

    `extra` holds the columns of its kind, in the order of `Kind.columns`. Never changed once made: not frozen, because
    that alone would triple what a row costs.
    """

    id: str
    item_id: str
    comune: str
    type: str
    title: str
    summary: str
    url: str
    published_at: datetime
    updated_at: datetime
    pk: int
    item_uuid: UUID
    page_id: int
    section_kind: str
    owner_id: int
    site: MemberSite
    overrides: dict[str, Any]
    adapted: bool
    expires_at: datetime | None
    extra: tuple[Any, ...]
    siblings: Siblings
    blocks: list[BlockRow] | None = None

    @property
    def page_key(self) -> tuple[str, int]:
        return (self.type, self.page_id)

    @property
    def body(self) -> list[BlockRow]:
        """Rendered once, however often it is asked for."""
        if self.blocks is None:
            self.blocks = read_body(self.page, base_url=self.site.base_url)
        return self.blocks

    @property
    def page(self) -> Any:
        """None when it was withdrawn after the row was read."""
        return self.siblings.pages.get(self.page_key)

    @property
    def channel(self) -> ChannelRow | None:
        return self.siblings.channels.get(self.page_key)

    @property
    def owner(self) -> MemberSite:
        """Placements protect their owners: there always is one."""
        owner = self.siblings.owners.get(self.owner_id)
        assert owner is not None
        return owner

    @property
    def original_path(self) -> str | None:
        return self.siblings.original_paths.get(self.item_uuid)

    @property
    def image_record(self) -> Any:
        """None without one."""
        return self.siblings.images.get(self.extra[1]) if self.extra[1] else None


class Siblings:
    """The rows of one answer, which share what is read for all of them at once."""

    def __init__(self) -> None:
        self.contents: list[Content] = []

    @cached_property
    def pages(self) -> Once[tuple[str, int], Any]:
        return Once(pages_by_id, {content.page_key for content in self.contents})

    @cached_property
    def channels(self) -> Once[tuple[str, int], ChannelRow]:
        return Once(channels_by_page, {content.page_key for content in self.contents})

    @cached_property
    def owners(self) -> Once[int, MemberSite]:
        return Once(sites_by_id, {content.owner_id for content in self.contents})

    @cached_property
    def original_paths(self) -> Once[UUID, str]:
        return Once(original_paths_by_item, {content.item_uuid for content in self.contents})

    @cached_property
    def images(self) -> Once[int, Any]:
        return Once(images_by_id, {content.extra[1] for content in self.contents if content.extra[1]})


def read_contents(placements: PlacementQuerySet, *, sites: Mapping[int, MemberSite]) -> list[Content]:
    """In the order of the placements, which must be shown ones of these members. One query."""
    return contents_of(placements.values_list(*ALL_COLUMNS), sites=sites)


def contents_of(rows: Iterable[Sequence[Any]], *, sites: Mapping[int, MemberSite]) -> list[Content]:
    """From rows that begin with ALL_COLUMNS; those of other kinds or members are left out."""
    siblings = Siblings()
    siblings.contents = [
        _content(row, site, siblings)
        for row in rows
        if (site := sites.get(row[6])) is not None and row[2] in KINDS_BY_NAME
    ]
    return siblings.contents


def _content(row: Sequence[Any], site: MemberSite, siblings: Siblings) -> Content:
    (pk, item_id, kind, section_kind, published_at, owner_id, _, page_id, path, title, overrides, variables, updated_at,
     expires_at) = row[: len(COLUMNS)]  # fmt: skip
    extra = tuple(row[SPANS[kind]])
    return Content(
        id=global_id(KINDS_BY_NAME[kind].type_name, pk),
        item_id=str(item_id),
        comune=site.slug,
        type=kind,
        title=title,
        summary=overrides.get("summary") or extra[0] or "",
        url=f"{site.base_url}{path or ''}",
        published_at=published_at,
        updated_at=updated_at or published_at,
        pk=pk,
        item_uuid=item_id,
        page_id=page_id,
        section_kind=section_kind,
        owner_id=owner_id,
        site=site,
        overrides=overrides,
        adapted=bool(overrides or variables),
        expires_at=expires_at,
        extra=extra,
        siblings=siblings,
    )
