"""Pages of comuni."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene

from mobile_api import cursors
from mobile_api.reading.territory import ComuniPage
from mobile_api.types.comune import Comune
from mobile_api.types.connection import PageInfo, PageInfoRow


@dataclass(frozen=True, slots=True)
class ComuneEdgeRow:
    """`place` counts from 1: the cursor after which the next one comes."""

    node: Any
    place: int
    scope: str


class ComuneEdge(graphene.ObjectType):
    cursor = graphene.String(required=True)
    node = graphene.Field(Comune, required=True)

    @staticmethod
    def resolve_cursor(root: ComuneEdgeRow, info: Any) -> str:
        return _cursor(root.place, root.scope)


class ComuneConnection(graphene.ObjectType):
    edges = graphene.List(graphene.NonNull(ComuneEdge), required=True)
    page_info = graphene.Field(PageInfo, required=True)
    total_count = graphene.Int(required=True)

    @staticmethod
    def resolve_edges(root: ComuniPage, info: Any) -> list[ComuneEdgeRow]:
        return [
            ComuneEdgeRow(comune, place, root.scope) for place, comune in enumerate(root.comuni, start=root.offset + 1)
        ]

    @staticmethod
    def resolve_page_info(root: ComuniPage, info: Any) -> PageInfoRow:
        last = root.offset + len(root.comuni)
        return PageInfoRow(
            has_next_page=last < root.total_count,
            has_previous_page=root.offset > 0,
            start_cursor=_cursor(root.offset + 1, root.scope) if root.comuni else None,
            end_cursor=_cursor(last, root.scope) if root.comuni else None,
        )


def _cursor(place: int, scope: str) -> str:
    return cursors.seal("comuni", place, scope)
