"""One thing by its id."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api.ids import parse_global_id
from mobile_api.reading.contents import ROWS, read_contents
from mobile_api.reading.kinds import KINDS_BY_TYPE
from mobile_api.reading.sites import comuni, sites_by_id
from mobile_api.reading.territory import read_one
from mobile_api.types.node import Node


class NodeQuery(graphene.ObjectType):
    node = graphene.Field(
        Node,
        id=graphene.Argument(graphene.ID, required=True),
        description="null for whatever is not shown now, without saying why.",
    )

    @staticmethod
    def resolve_node(root: None, info: Any, *, id: str) -> Any:  # noqa: A002 the contract's word
        """Asked by the same verbs as the lists: what no list shows, no id shows."""
        parsed = parse_global_id(id)
        if parsed is None:
            return None
        type_name, pk = parsed
        if type_name == "Comune":
            return read_one(pk=pk)
        if (kind := KINDS_BY_TYPE.get(type_name)) is None:
            return None
        shown = ROWS.shown(now=info.context.now).filter(pk=pk, item__kind=kind.name, member__in=comuni())
        sites = sites_by_id(shown.values_list("member_id", flat=True))
        return next(iter(read_contents(shown, sites=sites)), None)
