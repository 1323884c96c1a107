"""From placements to what lists show, in a number of queries that does not depend on how many there are."""

from __future__ import annotations

from typing import cast

from wagtail.models import Page

from federation.models import Member
from federation.ports import Listed, ShownItem
from federation.querysets.placements import PlacementQuerySet


def shown_items(placements: PlacementQuerySet, *, member: Member) -> list[ShownItem]:
    """In the order of the placements, sliced by the caller. One query, and two for each page type among them."""
    rows = list(placements.for_display())
    pages = Page.objects.filter(pk__in=[row.page_id for row in rows]).specific().prefetch_related("image__renditions")
    by_id = {page.pk: page for page in pages}
    return [cast(Listed, by_id[row.page_id]).as_item(member, placement=row) for row in rows if row.page_id in by_id]
