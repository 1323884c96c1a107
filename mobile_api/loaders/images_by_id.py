"""Images by their ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from wagtail.images import get_image_model


def images_by_id(ids: Collection[int]) -> Mapping[int, Any]:
    """One query."""
    images: Mapping[int, Any] = get_image_model().objects.in_bulk(set(ids))
    return images
