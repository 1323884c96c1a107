"""Comuni: all of them, and one."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api.reading.comuni import Comune as ComuneRow
from mobile_api.reading.comuni import Point
from mobile_api.reading.territory import ComuniPage, Near, read_one, read_territory
from mobile_api.types.arguments import PointInput
from mobile_api.types.comune import Comune
from mobile_api.types.comune_connection import ComuneConnection


class ComuniQuery(graphene.ObjectType):
    comuni = graphene.Field(
        ComuneConnection,
        required=True,
        search=graphene.Argument(graphene.String),
        near=graphene.Argument(PointInput),
        first=graphene.Argument(graphene.Int, default_value=20),
        after=graphene.Argument(graphene.String),
    )
    comune = graphene.Field(
        Comune, slug=graphene.Argument(graphene.String), istat_code=graphene.Argument(graphene.String)
    )

    @staticmethod
    def resolve_comuni(root: None, info: Any, *, search: str | None = None, near: Any = None, first: int | None = None,
                       after: str | None = None) -> ComuniPage:  # fmt: skip
        circle = None
        if near is not None:
            radius = 10.0 if near.radius_km is None else near.radius_km
            circle = Near(Point(near.lat, near.lon), radius)
        return read_territory(search=search, near=circle, first=20 if first is None else first, after=after)

    @staticmethod
    def resolve_comune(
        root: None, info: Any, *, slug: str | None = None, istat_code: str | None = None
    ) -> ComuneRow | None:
        return read_one(slug=slug, istat_code=istat_code)
