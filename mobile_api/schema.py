"""The schema, composed; `mobile_api/schema.graphql` is what it resolves to."""

from __future__ import annotations

import graphene

from mobile_api.queries.changes import ChangesQuery
from mobile_api.queries.channels import ChannelsQuery
from mobile_api.queries.comuni import ComuniQuery
from mobile_api.queries.feed import FeedQuery
from mobile_api.queries.node import NodeQuery
from mobile_api.queries.startup import StartupQuery
from mobile_api.types.block import BLOCKS
from mobile_api.types.registry import CONTENT_TYPES


class Query(StartupQuery, ComuniQuery, NodeQuery, FeedQuery, ChangesQuery, ChannelsQuery, graphene.ObjectType):
    """What the app reads."""


schema = graphene.Schema(query=Query, types=[*CONTENT_TYPES.values(), *BLOCKS.values()])
