"""What resolvers know of the request: the moment, and nothing of who asks, because that makes no difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from federation.models import AudienceKind, Channel
from mobile_api.loaders.of_contents import OfContents
from mobile_api.reading.channels import ChannelRow, channel_rows


@dataclass
class Context:
    """One `now` for the whole answer, taken before the first read."""

    now: datetime = field(default_factory=timezone.now)
    of: OfContents = field(default_factory=OfContents)

    @cached_property
    def channels(self) -> list[ChannelRow]:
        """Those for citizens that are in use."""
        return list(channel_rows(Channel.objects.in_use().filter(audience_kind=AudienceKind.CITIZENS)).values())

    @property
    def minimum_app_version(self) -> str:
        return str(settings.MINIMUM_APP_VERSION)
