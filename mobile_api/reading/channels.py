"""Channels as the app reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from federation.models import Channel, Member


@dataclass(frozen=True, slots=True)
class ChannelRow:
    slug: str
    name: str
    owner: str


def channel_rows(channels: QuerySet[Channel]) -> dict[int, ChannelRow]:
    """By key, in the order of their names. One query."""
    rows = channels.order_by("name", "pk").values_list("pk", "slug", "name", "owner__kind", "owner__name")
    return {
        pk: ChannelRow(slug, name, Member(kind=kind, name=owner).site_title) for pk, slug, name, kind, owner in rows
    }
