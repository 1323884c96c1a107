"""From placements to what lists show, in a number of queries that does not depend on how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F

from federation.models import Member, MemberImage, Placement
from federation.ports import Listed, ShownItem
from federation.querysets.placements import PlacementQuerySet


def shown_items(placements: PlacementQuerySet, *, member: Member) -> list[ShownItem]:
    """In the order of the placements, sliced by the caller."""
    return shown_lists(placements, member=member)[0]


def shown_lists(*lists: PlacementQuerySet, member: Member) -> list[list[ShownItem]]:
    """Several lists of one page: a query for each list, one for each page type among all of them, one for images."""
    rows_of_lists = [_rows(placements) for placements in lists]
    rows = [row for rows in rows_of_lists for row in rows]
    pages = _pages_of(rows)
    _set_images(rows, pages.values())
    return [
        [pages[row.page_id].as_item(member, placement=row) for row in rows if row.page_id in pages]
        for rows in rows_of_lists
    ]


def _rows(placements: PlacementQuerySet) -> list[Any]:
    """The rows whole, chosen by a query inside: SQLite makes whole rows of all that it sorts, before it takes a few."""
    return list(_whole_rows().filter(pk__in=placements.values("pk")).order_by(*placements.query.order_by))


@cache
def _whole_rows() -> Any:
    """Made once, because Django takes longer to make this query than the database to answer it."""
    return Placement.objects.for_display().annotate(page_type=F("page__content_type"))


def _pages_of(rows: Collection[Any]) -> dict[int | None, Listed]:
    ids_by_type: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.page_type is not None:
            ids_by_type[row.page_type].append(row.page_id)
    by_id: dict[int | None, Listed] = {}
    for page_type, ids in ids_by_type.items():
        model: Any = ContentType.objects.get_for_id(page_type).model_class()
        by_id |= model._default_manager.in_bulk(ids)
    return by_id


def _set_images(rows: Collection[Any], pages: Collection[Any]) -> None:
    """The pages' own, and what members chose instead."""
    chosen = {row.pk: row.overrides["image"] for row in rows if row.overrides.get("image")}
    wanted = {page.image_id for page in pages if page.image_id} | set(chosen.values())
    images = MemberImage.objects.in_bulk(wanted)
    for row in rows:
        row.override_image = images.get(chosen.get(row.pk))
    for page in pages:
        page.image = images.get(page.image_id)
