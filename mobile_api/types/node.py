"""Whatever has an id."""

from __future__ import annotations

from typing import Any, ClassVar

import graphene


class Node(graphene.Interface):
    """Rows name their type by `type`, which content has, or else by their class; `registry` knows both."""

    id = graphene.ID(required=True)

    types: ClassVar[dict[Any, Any]] = {}

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return cls.types.get(getattr(instance, "type", None)) or cls.types[type(instance)]
