"""Which images and documents items and sites refer to as they are shown now; differences to the last look are written.

Everything here is a few queries on many items at once: one commit may concern all of Italy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from federation.models import (
    Brand,
    FileUse,
    Item,
    Member,
    MemberDocument,
    MemberImage,
    Placement,
    Reason,
    RenditionSet,
)
from federation.ports import Listed
from federation.querysets.members import HOME_PATH_LENGTH
from federation.storages import PRIVATE, RENDITIONS

NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A file, and who refers to it (`FileUse`)."""

    kind: str
    file_id: int
    item_id: UUID | None
    member_id: int | None


def look_at_items(item_ids: Collection[UUID], *, now: datetime) -> None:
    """Where an item is shown by any site its pictures are public; where only its owner shows it, behind a password,
    they are private."""
    regions = _regions_of(item_ids, now=now)
    pages = {page_id: pk for pk, page_id in Item.objects.filter(pk__in=regions).values_list("pk", "page_id") if page_id}
    found: dict[Use, str] = {}
    for page_id, kind, file_id in _references(pages):
        found[Use(kind, file_id, pages[page_id], None)] = regions[pages[page_id]]
    own_images = Placement.objects.filter(item__in=item_ids, overrides__has_key="image").shown(now=now)
    for item_id, member_id, overrides in own_images.values_list("item_id", "member_id", "overrides"):
        found[Use(FileUse.Kind.IMAGE, overrides["image"], item_id, member_id)] = RENDITIONS
    _write(found, FileUse.objects.filter(item__in=item_ids))


def look_at_sites(member_ids: Collection[int], *, now: datetime) -> None:
    """Crests, and what pages without an item refer to."""
    hosted = Member.objects.hosted().filter(pk__in=member_ids)
    found: dict[Use, str] = {}
    crests = Brand.objects.filter(member__in=hosted, crest__isnull=False)
    for wearer, image_id in crests.values_list("member_id", "crest_id"):
        found[Use(FileUse.Kind.IMAGE, image_id, None, wearer)] = RENDITIONS
    homes = dict(hosted.values_list("site__root_page__path", "pk"))
    for page, kind, file_id, region in _references_of_frames():
        if member_id := homes.get(page.path[:HOME_PATH_LENGTH]):
            use = Use(kind, file_id, None, member_id)
            found[use] = RENDITIONS if found.get(use) == RENDITIONS else region
    _write(found, FileUse.objects.filter(item=None, member__in=member_ids))


def _regions_of(item_ids: Collection[UUID], *, now: datetime) -> dict[UUID, str]:
    """Only items that somebody shows."""
    placements = Placement.objects.filter(item__in=item_ids, page_id=F("item__page_id"))
    private = placements.filter(reason=Reason.PRIVATE, member_id=F("item__owner_id"))
    return dict.fromkeys(private.values_list("item_id", flat=True), PRIVATE) | dict.fromkeys(
        placements.shown(now=now).values_list("item_id", flat=True).distinct(), RENDITIONS
    )


def _references(page_ids: Iterable[int]) -> list[tuple[int, str, int]]:
    """Page, kind and file; by foreign key, in StreamField or rich text."""
    pages = ContentType.objects.get_for_model(Page)
    kinds = _kinds()
    rows = ReferenceIndex.objects.filter(
        base_content_type=pages, object_id__in=[str(pk) for pk in page_ids], to_content_type__in=kinds
    )
    columns = rows.values_list("object_id", "to_content_type_id", "to_object_id").distinct()
    return [(int(page_id), kinds[type_id], int(file_id)) for page_id, type_id, file_id in columns]


def _references_of_frames() -> list[tuple[Page, str, int, str]]:
    """Of all live pages without an item, because they are few: page, kind, file and region."""
    listed = [model for model in apps.get_models() if issubclass(model, Listed)]
    listed_types = ContentType.objects.get_for_models(*listed).values()
    kinds = _kinds()
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), to_content_type__in=kinds
    ).exclude(content_type__in=listed_types)
    references = [(int(row.object_id), kinds[row.to_content_type_id], int(row.to_object_id)) for row in rows]
    pages = Page.objects.filter(live=True).in_bulk([page_id for page_id, _, _ in references])
    closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True)) if pages else ()
    return [
        (pages[page_id], kind, file_id, PRIVATE if pages[page_id].path.startswith(closed) else RENDITIONS)
        for page_id, kind, file_id in references
        if page_id in pages
    ]


def _kinds() -> dict[int, str]:
    """By content type."""
    return {
        ContentType.objects.get_for_model(MemberImage).pk: FileUse.Kind.IMAGE.value,
        ContentType.objects.get_for_model(MemberDocument).pk: FileUse.Kind.DOCUMENT.value,
    }


def _write(found: dict[Use, str], known: Iterable[FileUse]) -> None:
    """`found` says in which region; writes what is new or different, and weighs the addresses that it concerns."""
    rows = {Use(row.kind, row.file_id, row.item_id, row.member_id): row for row in known}
    images = _images({use.file_id for use in [*found, *rows] if use.kind == FileUse.Kind.IMAGE})
    concerned: dict[str, int] = {}
    changed: list[FileUse] = []
    for use, row in rows.items():
        address = _address(images, use, found.get(use, NOWHERE))
        if address != row.address:
            concerned |= {one: use.file_id for one in (address, row.address) if one}
            row.address = address
            changed.append(row)
    new: list[FileUse] = []
    for use in found.keys() - rows.keys():
        address = _address(images, use, found[use])
        concerned |= {address: use.file_id} if address else {}
        new.append(FileUse(**{name: getattr(use, name) for name in Use.__slots__}, address=address))
    FileUse.objects.bulk_update(changed, ["address"], batch_size=500)
    FileUse.objects.bulk_create(new, batch_size=500)
    RenditionSet.objects.weigh(concerned)


def _images(ids: Collection[int]) -> dict[int, MemberImage]:
    images: dict[int, MemberImage] = MemberImage.objects.filter(damaged=False).in_bulk(list(ids))
    return images


def _address(images: dict[int, MemberImage], use: Use, region: str) -> str:
    image = images.get(use.file_id) if use.kind == FileUse.Kind.IMAGE else None
    return image.address(region) if image is not None and region else NOWHERE
