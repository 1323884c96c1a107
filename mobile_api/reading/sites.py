"""Members as the rows of content need them: a name, a slug, where the site is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from federation.addresses import absolute_url
from federation.models import Member
from federation.querysets.members import MemberQuerySet

COLUMNS = ("pk", "slug", "kind", "name", "hostname")


@dataclass(frozen=True, slots=True)
class MemberSite:
    """`base_url` has no slash at the end, and is empty for a member without a host name."""

    pk: int
    slug: str
    title: str
    base_url: str


def comuni() -> MemberQuerySet:
    """Those that the app can be about: comuni with a site on this instance."""
    return Member.objects.hosted().filter(kind=Member.Kind.COMUNE)


def sites_of_comuni(slugs: Sequence[str]) -> list[MemberSite]:
    """In the order of the slugs; whoever is no comune of ours, or not any more, is left out. One query."""
    by_slug = {site.slug: site for site in _read(comuni().filter(slug__in=slugs))}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def sites_by_id(ids: Iterable[int]) -> dict[int, MemberSite]:
    """Of any members, owners among them. One query."""
    return {site.pk: site for site in _read(Member.objects.filter(pk__in=set(ids)))}


def _read(members: MemberQuerySet) -> list[MemberSite]:
    return [
        MemberSite(pk, slug, Member(kind=kind, name=name).site_title, absolute_url(Member(hostname=hostname), ""))
        for pk, slug, kind, name, hostname in members.order_by().values_list(*COLUMNS)
    ]
