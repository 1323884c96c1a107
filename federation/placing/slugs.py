"""Slugs are given under the clock: a taken one gets `-2`, on whatever site it is taken."""

from __future__ import annotations

import re
from collections import defaultdict

from federation.models import Placement

STEP = 50  # numbers that are looked for at once, each by its name: SQLite reads a whole index for «begins with»


class SlugBook:
    """Which slugs like `wanted` the sections already hold; read once, for any number of sites."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self._taken: defaultdict[int, set[str]] = defaultdict(set)
        self._read_to = 0
        self._read_on()

    def give(self, section_id: int) -> str:
        """A slug that is free in the section, and taken from now on."""
        taken = self._taken[section_id]
        slug, number = self.wanted, 1
        while slug in taken:
            number += 1
            if number > self._read_to:
                self._read_on()
            slug = self._numbered(number)
        taken.add(slug)
        return slug

    def _read_on(self) -> None:
        numbers = range(self._read_to + 1, self._read_to + 1 + STEP)
        rows = Placement.objects.filter(slug__in=[self._numbered(number) for number in numbers])
        for section_id, slug in rows.values_list("section_id", "slug"):
            self._taken[section_id].add(str(slug))
        self._read_to = numbers[-1]

    def _numbered(self, number: int) -> str:
        return self.wanted if number == 1 else f"{self.wanted}-{number}"


def is_given_for(slug: str, wanted: str) -> bool:
    """Whether a slug is `wanted` itself or differs from it by the number of a taken one: on the site, or in the tree
    for a detached copy. Four digits are a year: `bando-2025` is another slug than `bando`."""
    longer, shorter = (slug, wanted) if len(slug) > len(wanted) else (wanted, slug)
    return re.fullmatch(re.escape(shorter) + r"(-\d{1,3})?", longer) is not None
