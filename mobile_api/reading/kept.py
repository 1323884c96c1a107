"""The newest rows of a comune, kept by this process for as long as its site stays as it is.

By the number that every cache here goes by: (epoch, member, version). Nothing is ever cleared, a raise makes another
key. Time alone can only take a row away: who reads leaves out what has expired.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db import connection

from mobile_api.limits import PAGE
from mobile_api.reading.contents import Content
from mobile_api.reading.sites import MemberSite

KEPT_MEMBERS = 128
KEPT_ROWS = PAGE + 5  # a first page of the largest size, whether there is more, and some that may have expired

Key = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Newest:
    """`horizon` is the key of the last row where there may be more behind it; None: these are all."""

    contents: Sequence[Content]
    horizon: Key | None


class NewestRows:
    """A least-recently-used list of lists; safe between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Newest] = OrderedDict()
        self._lock = Lock()

    def of(
        self, sites: Sequence[MemberSite], *, read: Callable[[list[MemberSite]], dict[int, list[Content]]]
    ) -> list[Newest]:
        """In the order of the sites. `read` is asked once for all that are not known, for one row more than is kept."""
        with self._lock:
            found = {site.pk: self._kept[_key(site)] for site in sites if _key(site) in self._kept}
        if missing := [site for site in sites if site.pk not in found]:
            rows = read(missing)
            new = {site.pk: _newest(rows[site.pk]) for site in missing}
            found |= new
            if not connection.in_atomic_block:  # what a transaction reads may never have been committed
                self._keep({_key(site): new[site.pk] for site in missing})
        with self._lock:
            for site in sites:
                if _key(site) in self._kept:
                    self._kept.move_to_end(_key(site))
        return [found[site.pk] for site in sites]

    def _keep(self, lists: dict[tuple[int, str], Newest]) -> None:
        with self._lock:
            self._kept.update(lists)
            while len(self._kept) > KEPT_MEMBERS:
                self._kept.popitem(last=False)


def key_of(content: Content) -> Key:
    """By which lists are ordered, newest first; it is the item's, the same on every site."""
    return (content.published_at, content.item_uuid)


def _newest(contents: list[Content]) -> Newest:
    kept = contents[:KEPT_ROWS]
    return Newest(kept, key_of(kept[-1]) if len(contents) > KEPT_ROWS else None)


def _key(site: MemberSite) -> tuple[int, str]:
    return (site.pk, site.version)


newest_rows = NewestRows()
