"""Delta sync."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api import limits
from mobile_api.reading.changes import Changes, read_changes
from mobile_api.types.arguments import texts
from mobile_api.types.change import ChangeConnection


class ChangesQuery(graphene.ObjectType):
    changes = graphene.Field(
        ChangeConnection,
        required=True,
        comuni=texts(required=True),
        since=graphene.Argument(graphene.String),
        first=graphene.Argument(graphene.Int, default_value=100),
        description="Delta sync. since = the cursor of the last page read; null starts a full download. What is no "
        "longer shown comes as a tombstone, under the id it had; what was only offered never appears. A cursor belongs "
        "to its set of comuni: for another set it is refused with a code, and the new comune is downloaded from null.",
    )

    @staticmethod
    def resolve_changes(
        root: None, info: Any, *, comuni: list[str], since: str | None = None, first: int | None = None
    ) -> Changes:
        size = limits.page_size(limits.PAGE if first is None else first)
        changes = read_changes(limits.comuni_slugs(comuni), since=since, first=size, now=info.context.now)
        info.context.of.expect([change.content for change in changes.nodes if change.content])
        return changes
