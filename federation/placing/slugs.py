"""Slugs are given under the clock: a taken one gets `-2`, on whatever site it is taken."""

from __future__ import annotations

import re
from collections import defaultdict

from django.db.models import Q

from federation.models import Placement


class SlugBook:
    """Which slugs like `wanted` the sections already hold; read once, for any number of sites."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self._taken: defaultdict[int, set[str]] = defaultdict(set)
        rows = Placement.objects.filter(Q(slug=wanted) | Q(slug__startswith=f"{wanted}-"))
        for section_id, slug in rows.values_list("section_id", "slug"):
            self._taken[section_id].add(str(slug))

    def give(self, section_id: int) -> str:
        """A slug that is free in the section, and taken from now on."""
        taken = self._taken[section_id]
        slug, number = self.wanted, 2
        while slug in taken:
            slug, number = f"{self.wanted}-{number}", number + 1
        taken.add(slug)
        return slug


def is_given_for(slug: str, wanted: str) -> bool:
    """Whether a slug is `wanted` itself or differs from it by the number of a taken one: on the site, or in the tree
    for a detached copy. Four digits are a year: `bando-2025` is another slug than `bando`."""
    longer, shorter = (slug, wanted) if len(slug) > len(wanted) else (wanted, slug)
    return re.fullmatch(re.escape(shorter) + r"(-\d{1,3})?", longer) is not None
