"""A comune, and what it shows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import graphene
from django.utils import timezone

from mobile_api import limits
from mobile_api.reading.comuni import Comune as ComuneRow
from mobile_api.reading.feeds import Page
from mobile_api.reading.images import ImageRow, image_row
from mobile_api.reading.kinds import KINDS
from mobile_api.reading.listing import NEWEST, SOONEST, Filters, Listing, key_of
from mobile_api.types.arguments import content_arguments, filters_of
from mobile_api.types.connection import ContentConnection, EventConnection
from mobile_api.types.image import Image
from mobile_api.types.node import Node
from mobile_api.types.scalars import Date


class Feature(graphene.Enum):
    """What the app may offer for a comune."""

    NEWS = "news"
    EVENTS = "events"
    SERVICES = "services"
    PLACES = "places"
    APPOINTMENTS = "appointments"
    REPORTS = "reports"
    TENDERS = "tenders"


class Point(graphene.ObjectType):
    lat = graphene.Float(required=True)
    lon = graphene.Float(required=True)


class Brand(graphene.ObjectType):
    primary = graphene.String(required=True)
    on_primary = graphene.String(required=True)


class Comune(graphene.ObjectType):
    """version rises whenever anything that its site shows changes."""

    class Meta:
        interfaces = (Node,)

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    istat_code = graphene.String(required=True)
    province = graphene.String(required=True)
    population = graphene.Int()
    location = graphene.Field(Point)
    website = graphene.String(required=True)
    crest = graphene.Field(Image, width=graphene.Argument(graphene.Int, required=True, default_value=128))
    brand = graphene.Field(Brand, required=True)
    features = graphene.List(graphene.NonNull(Feature), required=True)
    version = graphene.Int(required=True)
    feed = graphene.Field(ContentConnection, required=True, **content_arguments())
    events = graphene.Field(
        EventConnection,
        required=True,
        from_=graphene.Argument(Date, name="from"),
        to=graphene.Argument(Date),
        first=graphene.Argument(graphene.Int, default_value=20),
        after=graphene.Argument(graphene.String),
    )

    @staticmethod
    def resolve_crest(root: ComuneRow, info: Any, *, width: int) -> ImageRow | None:
        crest = root.together.crests.get(root.site.pk)
        return image_row(crest, base_url=root.site.base_url, width=width, alt="") if crest else None

    @staticmethod
    def resolve_features(root: ComuneRow, info: Any) -> list[str]:
        return [kind.feature for kind in KINDS]

    @staticmethod
    def resolve_feed(root: ComuneRow, info: Any, *, first: int | None = None, after: str | None = None,
                     **arguments: Any) -> Page:  # fmt: skip
        return _page(root, filters_of(**arguments), NEWEST, first=first, after=after, info=info)

    @staticmethod
    def resolve_events(root: ComuneRow, info: Any, *, from_: date | None = None, to: date | None = None,
                       first: int | None = None, after: str | None = None) -> Page:  # fmt: skip
        """From today on, unless another day is given; `to` is the last day that counts."""
        filters = Filters(
            kinds=("event",),
            starts_from=_midnight(from_ or timezone.localdate(info.context.now)),
            starts_before=_midnight(to + timedelta(days=1)) if to else None,
        )
        return _page(root, filters, SOONEST, first=first, after=after, info=info)


def _page(root: ComuneRow, filters: Filters, order: Any, *, first: int | None, after: str | None, info: Any) -> Page:
    key, scope = key_of(after, order)
    size = limits.page_size(20 if first is None else first)
    listing = Listing(filters=filters, order=order, first=size, after=key, now=info.context.now)
    if after is not None and scope != listing.scope(root.slug):
        raise limits.cursor_of_another_list()
    return root.together.page(root, listing, expect=info.context.of.expect)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
