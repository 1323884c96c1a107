"""Where an address leads at which nothing stands, by the redirects that were written, such as those of an old site.

The rows and the order in which they are asked are Wagtail's (`wagtail.contrib.redirects.middleware`): the path with its
query before the path alone, the site's own row before that of all sites. Its middleware would ask for the site again,
and would lead to pages that nobody may see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from urllib.parse import unquote, urlsplit

from django.db.models import F, Q
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from federation.addresses import absolute_url
from federation.models import Member, Placement
from federation.ports import Listed
from federation.routing import Shown, TreePage, resolve


@dataclass(frozen=True, slots=True)
class Target:
    """`address` is a path of the same site, or absolute. `lasting`: the answer is the same for the address with every
    query, until the number of the site changes."""

    address: str
    permanent: bool
    lasting: bool


def redirect_from(member: Member, full_path: str, *, now: datetime) -> Target | None:
    """`full_path` is encoded and has its query, as `request.get_full_path()` writes it. One statement finds none."""
    if member.site is None:
        return None
    row = _row(member, full_path)
    if row is None:
        return None
    address, is_ours = _address(row, member=member, now=now)
    if not address:
        return None
    lasting = is_ours and not urlsplit(full_path).query and not _asks_for_query(member, full_path)
    return Target(address, permanent=row.is_permanent, lasting=lasting)


def _row(member: Member, full_path: str) -> Redirect | None:
    spellings = _spellings(full_path)
    found = list(Redirect.get_for_site(member.site).filter(old_path__in=spellings).select_related("redirect_page"))
    found.sort(key=lambda row: (spellings.index(row.old_path), row.site_id is None))
    return found[0] if found else None


def _spellings(full_path: str) -> list[str]:
    """Decoded before encoded; and with the spaces that file names have, which Wagtail leaves as they were typed."""
    whole = Redirect.normalise_path(full_path, decode_unicode=False)
    paths = (whole, urlsplit(whole).path)
    spellings = [spelling for path in paths for spelling in (uri_to_iri(path), path, unquote(path))]
    return [spelling for spelling in spellings if "\0" not in spelling]


def _asks_for_query(member: Member, full_path: str) -> bool:
    """Whether the same path with some query leads elsewhere."""
    longer = reduce(or_, (Q(old_path__startswith=f"{path}?") for path in _spellings(full_path)))
    return bool(Redirect.get_for_site(member.site).filter(longer).exists())


def _address(row: Redirect, *, member: Member, now: datetime) -> tuple[str, bool]:
    """Empty where the page is shown to nobody; and whether nothing but the member's own number can change it."""
    if row.redirect_page is None:
        return row.redirect_link, True
    for owner, path in _places(row.redirect_page, member=member):
        found = resolve(owner, path, now=now)
        is_ours = owner == member
        if isinstance(found, Shown | TreePage) and (is_ours or not found.private):
            return (path if is_ours else absolute_url(owner, path)), is_ours
    return "", False


def _places(page: Page, *, member: Member) -> Iterator[tuple[Member, str]]:
    """Where the page may stand: on the member's own site first, then on its owner's."""
    hosted = Member.objects.hosted().select_related("site__root_page")
    if page.specific_class is not None and issubclass(page.specific_class, Listed):
        placements = Placement.objects.filter(item__page_id=page.pk, member__in=hosted, path__isnull=False)
        placements = placements.filter(Q(member=member) | Q(member=F("item__owner")))
        for placement in sorted(placements.select_related("member__site__root_page"), key=lambda p: p.member != member):
            yield placement.member, str(placement.path)
    elif owner := hosted.owning(page):
        yield owner, "/" + page.url_path.removeprefix(owner.site.root_page.url_path)  # type: ignore[union-attr]
