"""Whatever has an id."""

from __future__ import annotations

from typing import Any, ClassVar

import graphene


class Node(graphene.Interface):
    """Whatever has an id that names it alone."""

    id = graphene.ID(required=True)

    # Rows name their type by `type`, which content has, or else by their class; `registry` fills it with both.
    types: ClassVar[dict[Any, Any]] = {}

    @classmethod
    def type_of_row(cls, row: Any) -> Any:
        """What `resolve_type` answers, without asking for more than the row (`mobile_api.execution`)."""
        return Node.types.get(getattr(row, "type", None)) or Node.types[type(row)]

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return cls.type_of_row(instance)
