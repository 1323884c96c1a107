"""Round trip number one."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api import limits
from mobile_api.reading.territory import read_some
from mobile_api.types.arguments import texts
from mobile_api.types.startup import Startup, StartupRow


class StartupQuery(graphene.ObjectType):
    startup = graphene.Field(
        Startup,
        required=True,
        comuni=texts(required=True),
        description="Round trip number one: everything the app needs to start, for the comuni that the person follows.",
    )

    @staticmethod
    def resolve_startup(root: None, info: Any, *, comuni: list[str]) -> StartupRow:
        """A comune that is not there any more is left out: the app must still start."""
        return StartupRow(read_some(limits.comuni_slugs(comuni)))
