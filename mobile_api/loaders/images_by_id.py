"""Images with their renditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from wagtail.images import get_image_model


def images_by_id(ids: Collection[int]) -> Mapping[int, Any]:
    """Two queries."""
    images = get_image_model().objects.filter(pk__in=set(ids)).prefetch_related("renditions")
    return {image.pk: image for image in images}
