"""Section, slug and path of placements; what a change leaves behind answers with 301 (docs/adr/0005)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from federation.models import FormerAddress, Item, Member, Placement
from federation.placing.insert_rows import NewRow
from federation.placing.sections import SectionAddress, section_above, sections_for
from federation.placing.slugs import SlugBook, is_given_for
from federation.ports.section import section_models


def address_rows(rows: Sequence[Placement | NewRow], *, section_kind: str, wanted: str) -> None:
    """Gives rows (saved or not) of an item their section, slug and path; a member without a site gets none."""
    if not rows:
        return
    sections = sections_for(section_kind, {row.member_id for row in rows})
    book = SlugBook(wanted)
    for row in rows:
        if section := sections.get(row.member_id):
            _put(row, section, book.give(section.page_id))


def give_addresses(item: Item, ids: list[int], *, wanted: str) -> None:
    """The same for saved rows that have none yet: a slug is frozen when first shown."""
    rows = list(Placement.objects.filter(pk__in=ids, slug__isnull=True)) if ids else []
    address_rows(rows, section_kind=item.section_kind, wanted=wanted)
    Placement.objects.bulk_update(rows, ["section_id", "slug", "path"], batch_size=500)


def readdress_owner(row: Placement, page: Any, *, owner: Member) -> None:
    """The owner's own placement follows its page and leaves a 301."""
    section = section_above(page, owner=owner)
    if row.slug and row.section_id == section.page_id and is_given_for(row.slug, page.slug):
        if row.path != f"{section.path}{row.slug}/":
            _move(row, section, row.slug)
        return
    _move(row, section, SlugBook(page.slug).give(section.page_id))


def readdress_section(item: Item, *, owner: Member, seq: int) -> None:
    """The original went to a section of another kind (from Notizie to Avvisi): so do the receivers' placements."""
    rows = list(Placement.objects.filter(item=item, slug__isnull=False).exclude(member=owner))
    sections = sections_for(item.section_kind, {row.member_id for row in rows})
    books: dict[str, SlugBook] = {}
    for row in rows:
        section = sections.get(row.member_id)
        if section is None or row.slug is None or section.page_id == row.section_id:
            continue
        book = books.setdefault(row.slug, SlugBook(row.slug))
        _move(row, section, book.give(section.page_id))


def refresh_paths(pages: Collection[Page], *, seq: int) -> None:
    """Sections, or pages above some, may have other slugs: everything routed under them follows."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    for model in section_models():
        for section in model._default_manager.filter(below):
            _refresh_section(section, seq=seq)


def _refresh_section(section: Any, *, seq: int) -> None:
    owner = Member.objects.select_related("site__root_page").owning(section)
    if owner is None:
        return
    path = "/" + section.url_path.removeprefix(owner.site.root_page.url_path)  # type: ignore[union-attr]
    strays = Placement.objects.filter(section_id=section.pk, slug__isnull=False).exclude(
        path=Concat(Value(path), F("slug"), Value("/"))
    )
    sample = strays.first()
    if sample is None or sample.path is None or sample.slug is None:
        return
    _leave_former_sections(section, owner=owner, old_path=sample.path.removesuffix(f"{sample.slug}/"), path=path)
    strays.filter(version__gt=0).update(version=seq)
    strays.update(path=Concat(Value(path), F("slug"), Value("/")))


def _leave_former_sections(section: Any, *, owner: Member, old_path: str, path: str) -> None:
    """For the section and for each page above it that is called otherwise now."""
    for page in [section, *section.get_ancestors().reverse()]:
        if old_path == path:
            return
        _leave_former(owner.pk, old_path, section_id=page.pk)
        FormerAddress.objects.filter(member=owner, path=path).delete()
        if old_path.removesuffix("/").rpartition("/")[2] != page.slug:
            return
        old_path, path = (part.removesuffix(f"{page.slug}/") for part in (old_path, path))


def hand_over_address(giver: Placement, taker: Placement) -> None:
    """Section, slug and path go from one placement of a member to another, and with them what redirects there."""
    section_id, slug, path = giver.section_id, giver.slug, giver.path
    Placement.objects.filter(pk=giver.pk).update(slug=None, path=None)
    Placement.objects.filter(pk=taker.pk).update(section_id=section_id, slug=slug, path=path)
    FormerAddress.objects.filter(placement=giver).update(placement=taker)
    giver.slug = giver.path = None
    taker.section_id, taker.slug, taker.path = section_id, slug, path


def _move(row: Placement, section: SectionAddress, slug: str) -> None:
    """What redirects from the new address stays for when nothing stands there: it may be had for a moment only."""
    old_path = row.path
    _put(row, section, slug)
    row.save(update_fields=["section", "slug", "path"])
    if old_path:
        _leave_former(row.member_id, old_path, placement_id=row.pk)


def _put(row: Placement | NewRow, section: SectionAddress, slug: str) -> None:
    row.section_id, row.slug, row.path = section.page_id, slug, f"{section.path}{slug}/"


def _leave_former(member_id: int, path: str, *, placement_id: int | None = None, section_id: int | None = None) -> None:
    FormerAddress.objects.update_or_create(
        member_id=member_id, path=path, defaults={"placement_id": placement_id, "section_id": section_id}
    )
