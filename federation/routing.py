"""From a path on a member's site to what stands there.

The public path of everything that has an item is its placement's. Routing never falls through to the page tree
for it: a draft, or a neighbour's slug, would otherwise answer in its place (docs/adr/0005).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

from federation.addresses import former_addresses_above
from federation.models import FormerAddress, Member, Placement, Reason
from federation.ports import Listed
from federation.querysets.trees import in_branch


@dataclass(frozen=True, slots=True)
class Shown:
    """The site shows this placement. `private`: only after the page's own password or login."""

    placement: Placement
    private: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """It stood here and does not any more: 410, with the reason stored on the placement."""

    placement: Placement


@dataclass(frozen=True, slots=True)
class Moved:
    """It stands elsewhere on the same site: 301."""

    path: str


@dataclass(frozen=True, slots=True)
class TreePage:
    """A page without an item: home, section, text."""

    page: Page
    private: bool = False


Resolution = Shown | Gone | Moved | TreePage | None


def resolve(member: Member, path: str, *, now: datetime) -> Resolution:
    """`path` is canonical: it starts and ends with a slash. None: nothing ever stood there."""
    if path == "/":
        return _tree_page_at(member, path)
    return _placement_at(member, path, now=now) or _tree_page_at(member, path) or _former_at(member, path)


def _placement_at(member: Member, path: str, *, now: datetime) -> Shown | Gone | None:
    placement: Placement | None = _placements().filter(member=member, path=path).first()
    if placement is None:
        return None
    private = placement.reason == Reason.PRIVATE and placement.item.owner_id == member.pk
    page = placement.page
    if (placement.shown or private) and page and not (page.expire_at and page.expire_at <= now):
        return Shown(placement, private=private)
    return Gone(placement) if placement.title_shown else None  # without a title it never stood there for everybody


@cache
def _placements() -> Any:
    """Made once, because Django takes longer to make this query than the database to answer it."""
    return Placement.objects.for_display().select_related("item__owner", "page", "section").order_by()


def _tree_page_at(member: Member, path: str) -> TreePage | None:
    if member.site is None:
        return None
    home = member.site.root_page
    url_path = home.url_path + path.removeprefix("/")
    page = home if path == "/" else Page.objects.filter(in_branch(home.path), url_path=url_path).first()
    if page is None or page.specific_class is None or issubclass(page.specific_class, Listed):
        return None
    live: Any = page.specific_class._default_manager.filter(pk=page.pk, live=True)
    found = live.annotate(private=_is_private()).first()
    return TreePage(found, private=found.private) if found is not None else None


def _is_private() -> Exists:
    """Whether the page, or one above it, asks for a password."""
    same_or_above = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=same_or_above))


def _former_at(member: Member, path: str) -> Moved | None:
    former = (
        FormerAddress.objects.filter(former_addresses_above(path), member=member)
        .annotate(length=Length("path"))
        .order_by("-length")
        .select_related("placement", "section")
        .first()
    )
    if former is None:
        return None
    if former.placement is not None and former.path == path and former.placement.path:
        return Moved(former.placement.path)
    if former.section is not None and member.site is not None:
        section_path = "/" + former.section.url_path.removeprefix(member.site.root_page.url_path)
        return Moved(section_path + path.removeprefix(former.path))
    return None
