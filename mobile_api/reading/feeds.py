"""Lists of content: of several comuni together, and of each of several comuni."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from federation.models import Item, Placement
from federation.querysets.placements import PlacementQuerySet
from mobile_api.loaders.once import Once
from mobile_api.reading.contents import ROWS, Content, read_contents
from mobile_api.reading.kept import KEPT_ROWS, key_of, newest_rows
from mobile_api.reading.listing import NEWEST, Filters, Listing
from mobile_api.reading.sites import MemberSite

FEW = 4  # comuni whose newest rows are merged here; more are left to the database


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `comuni` are the slugs of the given comuni that show the item, read when asked for."""

    listing: Listing
    scope: str
    contents: list[Content]
    has_more: bool
    count: Callable[[], int]
    comuni: Once[Content, UUID, list[str]]


def read_together(listing: Listing, sites: Sequence[MemberSite], *, scope: str) -> Page:
    """One item once, as the first of the sites shows it that does. Three queries at most, none without sites."""
    found = _from_kept(listing, sites)
    if found is None:
        found = _from_items(listing, sites)
    return Page(
        listing=listing,
        scope=scope,
        contents=found[: listing.first],
        has_more=len(found) > listing.first,
        count=partial(_count_items, listing, sites),
        comuni=_showing(listing, sites, found),
    )


def _from_kept(listing: Listing, sites: Sequence[MemberSite]) -> list[Content] | None:
    """One row more than is asked for, from what is kept of a few comuni; None where that does not reach."""
    filters = listing.filters
    if len(sites) > FEW or filters != Filters(kinds=filters.kinds):
        return None
    everything = Listing(filters=Filters(), order=NEWEST, first=KEPT_ROWS, after=None, now=listing.now)
    lists = newest_rows.of(sites, read=lambda missing: rows_of_each(everything, missing))
    rows = _merged([_passing(newest.contents, listing) for newest in lists])
    horizon = max((newest.horizon for newest in lists if newest.horizon), default=None)
    if horizon is None:
        return rows[: listing.first + 1]
    rows = [content for content in rows[: listing.first + 1] if key_of(content) >= horizon]
    return rows if len(rows) > listing.first else None


def _merged(lists: list[list[Content]]) -> list[Content]:
    """Newest first, every item as the first list has it."""
    if len(lists) == 1:
        return lists[0]
    chosen: dict[UUID, Content] = {}
    for contents in lists:
        for content in contents:
            chosen.setdefault(content.item_uuid, content)
    return sorted(chosen.values(), key=key_of, reverse=True)


def _passing(contents: Sequence[Content], listing: Listing) -> list[Content]:
    """One more than is asked for at most: of one comune no later row can come among the first ones."""
    now, kinds, after = listing.now, listing.filters.kinds, listing.after
    passing = (
        content
        for content in contents
        if (content.expires_at is None or content.expires_at > now)
        and (kinds is None or content.type in kinds)
        and (after is None or key_of(content) < after)
    )
    return list(islice(passing, listing.first + 1))


def _shown_of_item(listing: Listing, sites: Sequence[MemberSite]) -> PlacementQuerySet:
    return listing.shown().filter(member_id__in=[site.pk for site in sites], item=OuterRef("pk"))


def _count_items(listing: Listing, sites: Sequence[MemberSite]) -> int:
    return Item.objects.filter(Exists(_shown_of_item(listing, sites))).count() if sites else 0


def _from_items(listing: Listing, sites: Sequence[MemberSite]) -> list[Content]:
    """The same by the database, item by item. Two queries."""
    of_item = _shown_of_item(listing, sites)
    ranks = Case(*(When(member_id=site.pk, then=Value(rank)) for rank, site in enumerate(sites)), default=Value(0))
    first_of = of_item.order_by(ranks) if len(sites) > 1 else of_item
    after = listing.order.after(listing.after, prefix="", unique="pk") if listing.after else Q()
    chosen = (
        Item.objects.filter(Exists(of_item))
        .filter(after)
        .annotate(chosen=Subquery(first_of.values("pk")[:1]))
        .order_by(*listing.order.by("", "pk"))
        .values_list("chosen", flat=True)[: listing.first + 1]
    )
    ids = list(chosen) if sites else []
    rows = read_contents(ROWS.filter(pk__in=ids), sites={site.pk: site for site in sites})
    by_pk = {content.pk: content for content in rows}
    return [by_pk[pk] for pk in ids if pk in by_pk]


def rows_of_each(listing: Listing, sites: Sequence[MemberSite]) -> dict[int, list[Content]]:
    """By the member's key, one row more than is asked for. One query."""
    by_id = {site.pk: site for site in sites}
    rows, order = listing.rows(), listing.order.by("item__", "item_id")
    if len(by_id) == 1:
        rows = rows.filter(member_id=sites[0].pk).order_by(*order)[: listing.first + 1]
    else:
        place = Window(RowNumber(), partition_by=[F("member_id")], order_by=order)
        rows = rows.filter(member_id__in=by_id).annotate(place=place).filter(place__lte=listing.first + 1)
        rows = rows.order_by("member_id", "place")
    lists: dict[int, list[Content]] = {pk: [] for pk in by_id}
    for content in read_contents(rows, sites=by_id):
        lists[content.site.pk].append(content)
    return lists


def read_each(listing: Listing, sites: Sequence[MemberSite]) -> Mapping[int, Page]:
    """For each site its own list, by the member's key. One query."""
    by_id = {site.pk: site for site in sites}
    lists = rows_of_each(listing, sites)
    counts = Once(partial(_counts, listing), by_id.keys())
    return {
        pk: Page(
            listing=listing,
            scope=listing.scope(by_id[pk].slug),
            contents=contents[: listing.first],
            has_more=len(contents) > listing.first,
            count=partial(_count, counts, pk),
            comuni=Once(partial(_only, by_id[pk].slug), contents),
        )
        for pk, contents in lists.items()
    }


def _counts(listing: Listing, ids: Collection[int]) -> dict[int, int]:
    shown = listing.shown().filter(member_id__in=ids).order_by()
    return dict(shown.values_list("member_id").annotate(Count("pk")))


def _only(slug: str, contents: Collection[Content]) -> dict[UUID, list[str]]:
    return {content.item_uuid: [slug] for content in contents}


def _count(counts: Once[int, int, int], member_id: int) -> int:
    return counts.get(member_id) or 0


def _showing(
    listing: Listing, sites: Sequence[MemberSite], contents: Sequence[Content]
) -> Once[Content, UUID, list[str]]:
    def load(contents: Collection[Content]) -> Mapping[UUID, list[str]]:
        members = {site.pk: site.slug for site in sites}
        pairs = Placement.objects.shown(now=listing.now).filter(
            item__in={content.item_uuid for content in contents}, member_id__in=members
        )
        showing: dict[UUID, set[int]] = {}
        for item_id, member_id in pairs.values_list("item_id", "member_id"):
            showing.setdefault(item_id, set()).add(member_id)
        return {item_id: [slug for pk, slug in members.items() if pk in found] for item_id, found in showing.items()}

    return Once(load, contents)
