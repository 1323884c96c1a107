"""One item as one comune shows it, as a flat row; what lists seldom ask for is read by `mobile_api.loaders`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from federation.models import Placement
from mobile_api.ids import global_id
from mobile_api.reading.kinds import KINDS_BY_NAME
from mobile_api.reading.sites import MemberSite

READABLE = Placement.objects.filter(item__kind__in=list(KINDS_BY_NAME))

# Where rows of content are asked from, as `ROWS.shown()`: a PlacementQuerySet of tuples, which its type cannot say.
# Made once, because Django takes longer to make the query than the database to read a hundred rows. What members
# changed comes as text, because it is empty on nearly every row.
ROWS: Any = READABLE.annotate(
    overrides_text=Cast("overrides", TextField()), variables_text=Cast("variables", TextField())
).values_list(
    "pk", "item_id", "item__kind", "item__section_kind", "item__published_at", "item__owner_id", "member_id", "page_id",
    "path", "title_shown", "overrides_text", "variables_text", "item__updated_at", "item__expires_at", "item__summary",
    "item__image_id", "item__starts_at", "item__ends_at",
)  # fmt: skip
COLUMNS = 18  # lists may have one more, by which they are cut
NOTHING = "{}"


@dataclass(slots=True)
class Content:
    """Attributes that have a name of the contract are what the contract says; the others serve resolvers.

    Never changed once made: requests share rows; not frozen, because that alone would triple what a row costs.
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
    image_id: int | None
    start: datetime | None
    end: datetime | None

    @property
    def own_image_id(self) -> int | None:
        """What the comune that shows it chose instead."""
        image_id: int | None = self.overrides.get("image")
        return image_id


def read_contents(rows: Iterable[Sequence[Any]], *, sites: Mapping[int, MemberSite]) -> list[Content]:
    """In the order of `rows`, which come from ROWS; those of other kinds or members are left out. One query."""
    return [_content(row, site) for row in rows if (site := sites.get(row[6])) is not None and row[2] in KINDS_BY_NAME]


def _content(row: Sequence[Any], site: MemberSite) -> Content:
    (pk, item_id, kind, section_kind, published_at, owner_id, _, page_id, path, title, overrides_text, variables_text,
     updated_at, expires_at, summary, image_id, start, end) = row[:COLUMNS]  # fmt: skip
    overrides = {} if overrides_text == NOTHING else json.loads(overrides_text)
    return Content(
        id=global_id(KINDS_BY_NAME[kind].type_name, pk),
        item_id=str(item_id),
        comune=site.slug,
        type=kind,
        title=title,
        summary=overrides.get("summary") or summary,
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
        adapted=overrides_text != NOTHING or variables_text != NOTHING,
        expires_at=expires_at,
        image_id=image_id,
        start=start,
        end=end,
    )
