"""Where the owner shows an item itself, for canonical addresses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F

from federation.models import Placement


def original_paths_by_item(ids: Collection[UUID]) -> Mapping[UUID, str]:
    """One query."""
    rows = Placement.objects.filter(item__in=ids, member=F("item__owner"), path__isnull=False)
    return {item_id: path or "" for item_id, path in rows.values_list("item_id", "path")}
