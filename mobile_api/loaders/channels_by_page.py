"""By which channel a page travels. Channels for staff are nobody's business outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from federation.models import AudienceKind, Channel
from mobile_api.reading.channels import ChannelRow, channel_rows
from mobile_api.reading.kinds import KINDS_BY_NAME


def channels_by_page(keys: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], ChannelRow]:
    """Keys are (kind, page id); of several channels the first by name. One query for each kind, and one for names."""
    links: list[tuple[tuple[str, int], int]] = []
    for kind in {kind for kind, _ in keys if KINDS_BY_NAME[kind].is_syndicated}:
        ids = [pk for name, pk in keys if name == kind]
        through = KINDS_BY_NAME[kind].model.channels.through
        page_column = f"{KINDS_BY_NAME[kind].model._meta.model_name}_id"
        rows = through.objects.filter(**{f"{page_column}__in": ids}).values_list(page_column, "channel_id")
        links += [((kind, page_id), channel_id) for page_id, channel_id in rows]
    if not links:
        return {}
    used = Channel.objects.filter(pk__in={pk for _, pk in links}, audience_kind=AudienceKind.CITIZENS)
    channels = channel_rows(used)
    ranks = {pk: rank for rank, pk in enumerate(channels)}
    best: dict[tuple[str, int], int] = {}
    for key, channel_id in links:
        if channel_id in ranks and (key not in best or ranks[channel_id] < ranks[best[key]]):
            best[key] = channel_id
    return {key: channels[pk] for key, pk in best.items()}
