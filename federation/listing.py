"""From placements to what lists show, in a number of queries that does not depend on how many there are."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from federation.models import Member, MemberImage, Placement
from federation.ports import Listed, ShownItem
from federation.querysets.placements import PlacementQuerySet


def shown_items(placements: PlacementQuerySet, *, member: Member) -> list[ShownItem]:
    """In the order of the placements, sliced by the caller. One query, and two for each page type among them."""
    return shown_lists(placements, member=member)[0]


def shown_lists(*lists: PlacementQuerySet, member: Member) -> list[list[ShownItem]]:
    """Several lists of one page: a query each, and still two for each page type among all of them."""
    rows_of_lists = [list(placements.for_display().select_related("page")) for placements in lists]
    _set_override_images([row for rows in rows_of_lists for row in rows if row.overrides.get("image")])
    pages = _pages_of([row for rows in rows_of_lists for row in rows])
    return [
        [pages[row.page_id].as_item(member, placement=row) for row in rows if row.page_id in pages]
        for rows in rows_of_lists
    ]


def _set_override_images(rows: list[Placement]) -> None:
    if rows:
        images = MemberImage.objects.prefetch_related("renditions").in_bulk([row.overrides["image"] for row in rows])
        for row in rows:
            row.override_image = images.get(row.overrides["image"])


def _pages_of(rows: list[Placement]) -> dict[int | None, Listed]:
    ids_by_type: defaultdict[Any, list[int]] = defaultdict(list)
    for row in rows:
        if row.page is not None:
            ids_by_type[row.page.specific_class].append(row.page.pk)
    by_id: dict[int | None, Listed] = {}
    for page_type, ids in ids_by_type.items():
        pages = page_type._default_manager.filter(pk__in=ids).select_related("image")
        by_id.update({page.pk: page for page in pages.prefetch_related("image__renditions")})
    return by_id
