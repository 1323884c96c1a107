"""The territory as points: an equirectangular projection, good enough for forty kilometres."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

from federation.addresses import absolute_url
from federation.models import Member
from themes.props import MapPoint

WIDTH, MARGIN = 900, 40


def map_points(members: Sequence[Member]) -> tuple[tuple[MapPoint, ...], str]:
    """The points in viewBox units, and the viewBox; members without a position are left out."""
    placed = [(m, m.latitude, m.longitude) for m in members if m.latitude is not None and m.longitude is not None]
    if not placed:
        return (), "0 0 1 1"
    south, north = min(lat for _, lat, _ in placed), max(lat for _, lat, _ in placed)
    west, east = min(lon for _, _, lon in placed), max(lon for _, _, lon in placed)
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / (((east - west) or 1) * shrink)
    points = tuple(
        MapPoint(
            x=round(MARGIN + (lon - west) * shrink * scale, 1),
            y=round(MARGIN + (north - lat) * scale, 1),
            label=member.name,
            url=absolute_url(member, "/"),
            anchor=f"sito-{member.slug}",
        )
        for member, lat, lon in placed
    )
    return points, f"0 0 {WIDTH} {round(2 * MARGIN + (north - south) * scale)}"
