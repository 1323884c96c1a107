"""Whatever has an id."""

from __future__ import annotations

from typing import Any

import graphene


class Node(graphene.Interface):
    id = graphene.ID(required=True)

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        """The type that `mobile_api.types.registry` knows for the row."""
        from mobile_api.types.registry import type_of

        return type_of(instance)
