"""The channels that people choose among."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api.reading.channels import ChannelRow
from mobile_api.types.channel import Channel


class ChannelsQuery(graphene.ObjectType):
    channels = graphene.List(graphene.NonNull(Channel), required=True)

    @staticmethod
    def resolve_channels(root: None, info: Any) -> list[ChannelRow]:
        """Those for citizens, by name."""
        rows: list[ChannelRow] = info.context.channels
        return rows
