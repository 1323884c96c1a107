"""Members as the rows of content need them: a name, a slug, where the site is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from django.db import connection

from federation.addresses import absolute_url
from federation.models import Clock, Member
from federation.querysets.members import MemberQuerySet

COLUMNS = ("pk", "slug", "kind", "name", "hostname")
KEPT_ANSWERS = 256

_known: OrderedDict[Hashable, list[MemberSite]] = OrderedDict()  # by clock and slugs: whatever changes takes the clock
_lock = Lock()


@dataclass(frozen=True, slots=True)
class MemberSite:
    """`base_url` has no slash at the end, and is empty for a member without a host name. `version` names all that the
    site shows, together with the epoch of the database; it is empty where it was not read."""

    pk: int
    slug: str
    title: str
    base_url: str
    version: str = ""


def comuni() -> MemberQuerySet:
    """Those that the app can be about: comuni with a site on this instance."""
    return Member.objects.hosted().filter(kind=Member.Kind.COMUNE)


def sites_of_comuni(slugs: Sequence[str]) -> list[MemberSite]:
    """In the order of the slugs, with their versions; whoever is no comune of ours, or not any more, is left out.

    None without slugs, otherwise two queries; one, for the clock, while nothing changed anywhere.
    """
    if not slugs:
        return []
    epoch, seq = next(iter(Clock.objects.values_list("epoch", "seq")), ("", 0))
    key = (epoch, seq, *slugs)
    with _lock:
        known = _known.get(key)
    if known is None:
        rows = comuni().filter(slug__in=slugs).order_by().values_list(*COLUMNS, "version_row__version")
        by_slug = {row[1]: _site(*row[:5], version=f"{epoch}:{row[5]}") for row in rows}
        known = [by_slug[slug] for slug in slugs if slug in by_slug]
        if not connection.in_atomic_block:  # what a transaction reads may never have been committed
            _remember(key, known)
    return known


def _remember(key: Hashable, sites: list[MemberSite]) -> None:
    with _lock:
        _known[key] = sites
        while len(_known) > KEPT_ANSWERS:
            _known.popitem(last=False)


def sites_by_id(ids: Iterable[int]) -> dict[int, MemberSite]:
    """Of any members, owners among them. One query."""
    rows = Member.objects.filter(pk__in=set(ids)).order_by().values_list(*COLUMNS)
    return {row[0]: _site(*row) for row in rows}


def _site(pk: int, slug: str, kind: str, name: str, hostname: str | None, *, version: str = "") -> MemberSite:
    title = Member(kind=kind, name=name).site_title
    return MemberSite(pk, slug, title, absolute_url(Member(hostname=hostname), ""), version)
