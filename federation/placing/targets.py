"""From notes to what must be placed: found before the clock is taken, so that it is held for milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Collection, Page, ReferenceIndex

from federation.models import Brand, Item, Placement
from federation.notes import Note
from federation.ports.syndicated import syndicated_models


@dataclass(slots=True)
class Targets:
    """Page ids with the note that speaks of their withdrawal, if one does; members whose name or status changed,
    and those of whose site only the frame did."""

    pages: dict[int, Note | None] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    sites: set[int] = field(default_factory=set)
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.pages or self.members or self.sites or self.everything)


def find_targets(notes: list[Note]) -> Targets:
    """Reads only. Drafts that were never published are left out: they change no site."""
    by_kind: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_kind[note.kind].append(note)
    targets = Targets(everything=bool(by_kind["all"]))
    targets.members = {int(note.pk) for note in by_kind["member"]}
    noted: dict[int, Note | None] = {int(note.pk): None for note in by_kind["page"]}
    noted |= {int(note.pk): note for note in by_kind["page"] if note.explanation or note.redirect}
    for ids in (
        _subtree_ids(by_kind["subtree"]),
        _users_of((note.model, note.pk) for note in by_kind["users"]),
        _overridden_with((note.model, note.pk) for note in by_kind["users"]),
        _users_of(_in_collections(by_kind["collection"])),
        _addressed_by("channels", by_kind["channel"]),
        _addressed_by("associations", by_kind["association"]),
    ):
        for page_id in ids:
            noted.setdefault(page_id, None)
    relevant = _without_drafts(noted.keys())
    targets.pages = {page_id: note for page_id, note in sorted(noted.items()) if page_id in relevant}
    targets.sites = {int(note.pk) for note in by_kind["site"]}
    targets.sites |= _members_wearing((note.model, note.pk) for note in by_kind["users"])
    return targets


def _without_drafts(ids: Iterable[int]) -> set[int]:
    ids = set(ids)
    known = set(Item.objects.filter(page_id__in=ids).values_list("page_id", flat=True))
    live = set(Page.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))
    return known | live


def _subtree_ids(notes: list[Note]) -> set[int]:
    paths = Page.objects.filter(pk__in=[int(note.pk) for note in notes]).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__startswith=path)
    return set(Page.objects.filter(below).values_list("pk", flat=True))


def _users_of(objects: Iterable[tuple[str, str]]) -> set[int]:
    """Pages that refer to an object, by foreign key, in StreamField or rich text."""
    ids: set[int] = set()
    for label, pk in objects:
        model = apps.get_model(label)
        references = ReferenceIndex.get_references_to(model(pk=pk))
        page_references = references.filter(base_content_type=_page_content_type())
        ids |= {int(pk) for pk in page_references.values_list("object_id", flat=True).distinct()}
    return ids


def _overridden_with(objects: Iterable[tuple[str, str]]) -> set[int]:
    image_ids = [int(pk) for label, pk in objects if label == "federation.MemberImage"]
    if not image_ids:
        return set()
    overridden = Placement.objects.filter(overrides__image__in=image_ids, item__page_id__isnull=False)
    return set(overridden.values_list("item__page_id", flat=True))


def _members_wearing(objects: Iterable[tuple[str, str]]) -> set[int]:
    image_ids = [int(pk) for label, pk in objects if label == "federation.MemberImage"]
    return set(Brand.objects.filter(crest__in=image_ids).values_list("member_id", flat=True))


def _page_content_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _in_collections(notes: list[Note]) -> Iterable[tuple[str, str]]:
    collections = Collection.objects.filter(pk__in=[int(note.pk) for note in notes])
    below = Q(pk__in=[])
    for collection in collections:
        below |= Q(collection__path__startswith=collection.path)
    for label in ("federation.MemberImage", "federation.MemberDocument"):
        for pk in apps.get_model(label)._default_manager.filter(below).values_list("pk", flat=True):
            yield label, str(pk)


def _addressed_by(relation: str, notes: list[Note]) -> set[int]:
    """The ReferenceIndex does not see parental many-to-many, so each type is asked."""
    if not notes:
        return set()
    ids: set[int] = set()
    keys = [int(note.pk) for note in notes]
    for model in syndicated_models():
        ids |= set(model._default_manager.filter(**{f"{relation}__in": keys}).values_list("pk", flat=True))
    return ids
