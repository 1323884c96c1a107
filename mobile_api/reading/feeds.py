"""Lists of content: of several comuni together, and of each of several comuni."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from federation.models import Item, Placement
from mobile_api.loaders.once import Once
from mobile_api.reading.contents import Content, read_contents
from mobile_api.reading.listing import Listing
from mobile_api.reading.sites import MemberSite


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `comuni` are the slugs of the given comuni that show the item, read when asked for."""

    listing: Listing
    scope: str
    contents: list[Content]
    has_more: bool
    count: Callable[[], int]
    comuni: Once[UUID, list[str]]


def read_together(listing: Listing, sites: Sequence[MemberSite], *, scope: str) -> Page:
    """One item once, as the first of the sites shows it that does. Two queries, none without sites."""
    of_item = listing.shown().filter(member_id__in=[site.pk for site in sites], item=OuterRef("pk"))
    ranks = Case(*(When(member_id=site.pk, then=Value(rank)) for rank, site in enumerate(sites)), default=Value(0))
    items = Item.objects.filter(Exists(of_item))
    after = listing.order.after(listing.after, prefix="", unique="pk") if listing.after else Q()
    first_of = of_item.order_by(ranks) if len(sites) > 1 else of_item
    chosen = (
        items.filter(after)
        .annotate(chosen=Subquery(first_of.values("pk")[:1]))
        .order_by(*listing.order.by("", "pk"))
        .values_list("chosen", flat=True)[: listing.first + 1]
    )
    ids = list(chosen) if sites else []
    rows = Placement.objects.filter(pk__in=ids[: listing.first])
    by_pk = {content.pk: content for content in read_contents(rows, sites={site.pk: site for site in sites})}
    contents = [by_pk[pk] for pk in ids if pk in by_pk]
    return Page(
        listing=listing,
        scope=scope,
        contents=contents,
        has_more=len(ids) > listing.first,
        count=items.count,
        comuni=_showing(listing, sites, contents),
    )


def read_each(listing: Listing, sites: Sequence[MemberSite]) -> Mapping[int, Page]:
    """For each site its own list, by the member's key. One query."""
    by_id = {site.pk: site for site in sites}
    shown = listing.shown().filter(member_id__in=by_id)
    page = shown.filter(listing.order.after(listing.after, prefix="item__", unique="item_id")) if listing.after else shown
    moment = F(f"item__{listing.order.column}")
    order = [moment.desc(), F("item_id").desc()] if listing.order.descending else [moment.asc(), F("item_id").asc()]
    rows = (
        page.annotate(position=Window(RowNumber(), partition_by=[F("member_id")], order_by=order))
        .filter(position__lte=listing.first + 1)
        .order_by("member_id", "position")
    )
    lists: dict[int, list[Content]] = {pk: [] for pk in by_id}
    for content in read_contents(rows, sites=by_id):
        lists[content.site.pk].append(content)
    counts = Once(
        lambda ids: dict(shown.order_by().values_list("member_id").annotate(Count("pk"))), by_id.keys()
    )
    return {
        pk: Page(
            listing=listing,
            scope=listing.scope(by_id[pk].slug),
            contents=contents[: listing.first],
            has_more=len(contents) > listing.first,
            count=partial(_count, counts, pk),
            comuni=Once(lambda ids, slug=by_id[pk].slug: {pk: [slug] for pk in ids}, {c.item_uuid for c in contents}),
        )
        for pk, contents in lists.items()
    }


def _count(counts: Once[int, int], member_id: int) -> int:
    return counts.get(member_id) or 0


def _showing(listing: Listing, sites: Sequence[MemberSite], contents: Sequence[Content]) -> Once[UUID, list[str]]:
    def load(ids: Collection[UUID]) -> Mapping[UUID, list[str]]:
        members = {site.pk: site.slug for site in sites}
        pairs = Placement.objects.shown(now=listing.now).filter(item__in=ids, member_id__in=members)
        showing: dict[UUID, set[int]] = {}
        for item_id, member_id in pairs.values_list("item_id", "member_id"):
            showing.setdefault(item_id, set()).add(member_id)
        return {
            item_id: [slug for pk, slug in members.items() if pk in found] for item_id, found in showing.items()
        }

    return Once(load, {content.item_uuid for content in contents})
