"""Arguments that several lists take."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api import limits
from mobile_api.reading.listing import Filters
from mobile_api.types.content import ContentType


class PointInput(graphene.InputObjectType):
    """WGS 84 degrees."""

    lat = graphene.Float(required=True)
    lon = graphene.Float(required=True)
    radius_km = graphene.Float(default_value=10.0)


def texts(*, required: bool = False) -> Any:
    """[String!]"""
    return graphene.Argument(graphene.List(graphene.NonNull(graphene.String)), required=required)


def content_arguments() -> dict[str, Any]:
    """Of a list of content."""
    return {
        "types": graphene.Argument(graphene.List(graphene.NonNull(ContentType))),
        "topics": texts(),
        "channels": texts(),
        "first": graphene.Argument(graphene.Int, default_value=20),
        "after": graphene.Argument(graphene.String),
    }


def filters_of(
    *, types: list[Any] | None = None, topics: list[str] | None = None, channels: list[str] | None = None
) -> Filters:
    """An empty list of types, topics or channels finds nothing; null does not filter."""
    kinds = limits.filter_values([kind.value for kind in types]) if types is not None else None
    return Filters(kinds=kinds, topics=limits.filter_values(topics), channels=limits.filter_values(channels))
