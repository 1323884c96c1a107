"""Members as the rows of content need them: a name, a slug, where the site is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Subquery, TextField, Value
from django.db.models.functions import Concat

from federation.addresses import absolute_url
from federation.models import Clock, Member
from federation.querysets.members import MemberQuerySet

COLUMNS = ("pk", "slug", "kind", "name", "hostname")
CLOCK = Clock.objects.order_by().values_list("epoch", "seq")
KEPT_ANSWERS = 256

# By their slugs, with the clock's number of which that was true: whatever changes a site or who is here takes it.
_known: OrderedDict[tuple[str, ...], tuple[str, list[MemberSite]]] = OrderedDict()
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

    No query without slugs, otherwise one: for the clock, where these comuni were asked for before. A second one when
    something changed since, anywhere.
    """
    if not slugs:
        return []
    key = tuple(slugs)
    with _lock:
        known = _known.get(key)
    if known is not None and known[0] == _number():
        return known[1]
    number, by_slug = _read(key)
    sites = [by_slug[slug] for slug in slugs if slug in by_slug]
    if number and not connection.in_atomic_block:  # what a transaction reads may never have been committed
        _remember(key, number, sites)
    return sites


def _read(slugs: tuple[str, ...]) -> tuple[str | None, dict[str, MemberSite]]:
    """By slug, and the number of which that is true: one statement, so that nothing comes between."""
    number: str | None = None
    sites: dict[str, MemberSite] = {}
    for *columns, version, number in _with_the_clock().filter(slug__in=slugs):
        epoch = (number or "").partition(":")[0]
        sites[columns[1]] = _site(*columns, version=f"{epoch}:{version}")
    return number, sites


def _number() -> str:
    """The clock's, with its epoch."""
    epoch, seq = next(iter(CLOCK.all()), ("", 0))
    return f"{epoch}:{seq}"


@cache
def _with_the_clock() -> Any:
    """Made once, because Django takes longer to make this query than the database to answer it."""
    number = Concat("epoch", Value(":"), "seq", output_field=TextField())
    rows = comuni().order_by().annotate(number=Subquery(Clock.objects.values_list(number)))
    return rows.values_list(*COLUMNS, "version_row__version", "number")


def _remember(key: tuple[str, ...], number: str, sites: list[MemberSite]) -> None:
    with _lock:
        _known[key] = (number, sites)
        _known.move_to_end(key)
        while len(_known) > KEPT_ANSWERS:
            _known.popitem(last=False)


def sites_by_id(ids: Iterable[int]) -> dict[int, MemberSite]:
    """Of any members, owners among them. One query."""
    rows = Member.objects.filter(pk__in=set(ids)).order_by().values_list(*COLUMNS)
    return {row[0]: _site(*row) for row in rows}


def _site(pk: int, slug: str, kind: str, name: str, hostname: str | None, *, version: str = "") -> MemberSite:
    title = Member(kind=kind, name=name).site_title
    return MemberSite(pk, slug, title, absolute_url(Member(hostname=hostname), ""), version)
