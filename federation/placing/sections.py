"""Under which section of a member's site items of a kind are routed, read for one member or for thousands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from federation.models import Member
from federation.ports.section import section_models
from federation.querysets.members import HOME_PATH_LENGTH

FEW = 20  # members: below it the tree is asked for their parts only


@dataclass(frozen=True, slots=True)
class SectionAddress:
    """A section page and its path relative to the site, such as `/novita/notizie/`."""

    page_id: int
    path: str


def sections_for(kind: str, member_ids: Collection[int]) -> dict[int, SectionAddress]:
    """By member id; a member without a site, or without such a section, is missing."""
    members = Member.objects.filter(site__isnull=False)
    if len(member_ids) <= FEW:
        members = members.filter(pk__in=member_ids)
    homes = {
        path: (member_id, url_path)
        for member_id, path, url_path in members.values_list("pk", "site__root_page__path", "site__root_page__url_path")
    }
    if not homes:
        return {}
    below = reduce(or_, (Q(path__startswith=path) for path in homes)) if len(member_ids) <= FEW else Q()
    found: dict[int, SectionAddress] = {}
    for model in section_models():
        rows = model._default_manager.filter(below, section_kind=kind).values_list("pk", "path", "url_path")
        for page_id, path, url_path in rows.order_by("-path"):
            if home := homes.get(path[:HOME_PATH_LENGTH]):
                member_id, home_url_path = home
                found[member_id] = SectionAddress(page_id, "/" + url_path.removeprefix(home_url_path))
    return found


def section_above(page: Page, *, owner: Member) -> SectionAddress:
    """The parent of a page in its owner's own tree, as the section that routes it."""
    home_url_path = owner.site.root_page.url_path  # type: ignore[union-attr]
    parent = page.get_parent()
    return SectionAddress(parent.pk, "/" + parent.url_path.removeprefix(home_url_path))
