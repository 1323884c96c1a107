"""The delta."""

from __future__ import annotations

import graphene

from mobile_api.types.content import Content


class Change(graphene.ObjectType):
    """One placement that changed; id is that of its Content. content is null and withdrawn true for a tombstone."""

    id = graphene.ID(required=True)
    item_id = graphene.ID(required=True)
    comune = graphene.String(required=True)
    version = graphene.Int(required=True)
    withdrawn = graphene.Boolean(required=True)
    content = graphene.Field(Content)


class ChangeConnection(graphene.ObjectType):
    nodes = graphene.List(graphene.NonNull(Change), required=True)
    cursor = graphene.String(required=True)
    has_more = graphene.Boolean(required=True)
