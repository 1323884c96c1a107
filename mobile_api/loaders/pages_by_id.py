"""Whole pages, with their bodies, for the fields that lists do not carry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from mobile_api.reading.kinds import KINDS_BY_NAME


def pages_by_id(keys: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Any]:
    """Keys are (kind, page id). One query for each kind among them; withdrawn ones in the meantime are left out."""
    found: dict[tuple[str, int], Any] = {}
    for kind in {kind for kind, _ in keys}:
        ids = [pk for name, pk in keys if name == kind]
        for page in KINDS_BY_NAME[kind].model.objects.filter(pk__in=ids, live=True):
            found[kind, page.pk] = page
    return found
