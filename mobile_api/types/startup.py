"""Everything that the app needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene

from mobile_api.reading.channels import ChannelRow
from mobile_api.reading.comuni import Comune as ComuneRow
from mobile_api.types.channel import Channel
from mobile_api.types.comune import Comune
from mobile_api.types.scalars import SERVER_TIME, DateTime


@dataclass(frozen=True, slots=True)
class StartupRow:
    comuni: list[ComuneRow]


class Startup(graphene.ObjectType):
    comuni = graphene.List(graphene.NonNull(Comune), required=True)
    channels = graphene.List(graphene.NonNull(Channel), required=True)
    minimum_app_version = graphene.String()
    server_time = DateTime(required=True, description="Written in after the cache and not part of the ETag.")

    @staticmethod
    def resolve_channels(root: StartupRow, info: Any) -> list[ChannelRow]:
        channels: list[ChannelRow] = info.context.channels
        return channels

    @staticmethod
    def resolve_minimum_app_version(root: StartupRow, info: Any) -> str | None:
        return info.context.minimum_app_version or None

    @staticmethod
    def resolve_server_time(root: StartupRow, info: Any) -> str:
        return SERVER_TIME
