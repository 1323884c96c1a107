"""From items and their placements to plain documents: what every engine is fed with.

A document says what its sites show now. Draft, offered, expired and password-protected content is shown on none, so
nothing is made of it; whoever asks is told to forget the item.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Max
from wagtail.models import Page

from federation.models import Placement
from federation.ports import Listed
from search.engine.contract import Adapted, Document

OVERRIDDEN_TEXTS = {"title", "summary", "note"}


@dataclass(slots=True)
class Snapshot:
    """What became of some items: documents to index, and versions of those that no site shows.

    Items that changed while they were read are in neither: their new version is read later, after the cursor.
    """

    documents: list[Document] = field(default_factory=list)
    gone: dict[UUID, int] = field(default_factory=dict)


def snapshot(item_ids: Iterable[UUID], *, with_members: bool) -> Snapshot:
    """Versions are read first and once more at the end, so no document mixes two commits and none is older than its
    version. `with_members=False` leaves `member_ids` empty."""
    ids = list(item_ids)
    versions = _versions(ids)
    shown = _shown(ids, with_members=with_members)
    pages = {page.pk: page for page in Page.objects.filter(federated_item__in=shown).specific()}
    unmoved = {item_id for item_id, version in _versions(ids).items() if version == versions.get(item_id)}
    result = Snapshot()
    for item_id in unmoved:
        rows = shown.get(item_id)
        page = pages.get(rows.page_id) if rows else None
        if rows is None or page is None:
            result.gone[item_id] = versions[item_id]
        else:
            result.documents.append(_document(item_id, versions[item_id], page, rows))
    return result


def plain_text(page: Any) -> str:
    """Every text of the page type's own fields that a visitor reads; rich text without its tags."""
    texts: list[str] = []
    for name in _text_fields(type(page)):  # type: ignore[arg-type]
        model_field, value = page._meta.get_field(name), getattr(page, name)
        searchable = getattr(model_field, "get_searchable_content", None)
        texts += [str(text) for text in searchable(value)] if searchable else [str(value)]
    return "\n".join(text for text in texts if text)


@dataclass(slots=True)
class _Shown:
    page_id: int
    item: Any
    member_ids: list[int] = field(default_factory=list)
    overrides: dict[int, dict[str, Any]] = field(default_factory=dict)


def _versions(ids: list[UUID]) -> dict[UUID, int]:
    rows = Placement.objects.filter(item__in=ids).values_list("item_id")
    return dict(rows.annotate(highest=Max("version")).values_list("item_id", "highest"))


def _shown(ids: list[UUID], *, with_members: bool) -> dict[UUID, _Shown]:
    placements = Placement.objects.filter(item__in=ids, page_id=models.F("item__page_id")).shown()
    shown: dict[UUID, _Shown] = {}
    facts = placements.values("item_id", "page_id", "item__kind", "item__section_kind", "item__published_at")
    for row in facts.distinct():
        shown[row["item_id"]] = _Shown(row["page_id"], row)
    changed = placements.exclude(overrides={}).values_list("item_id", "member_id", "overrides")
    for item_id, member_id, overrides in changed:
        if item_id in shown and OVERRIDDEN_TEXTS & overrides.keys():
            shown[item_id].overrides[member_id] = overrides
    for item_id, member_id in placements.values_list("item_id", "member_id") if with_members else ():
        if item_id in shown:
            shown[item_id].member_ids.append(member_id)
    return shown


def _document(item_id: UUID, version: int, page: Any, rows: _Shown) -> Document:
    assert isinstance(page, Listed)
    text, title = plain_text(page), str(getattr(page, "title"))  # noqa: B009 Listed is not a page to the type checker
    return Document(
        item_id=item_id,
        version=version,
        kind=rows.item["item__kind"],
        section_kind=rows.item["item__section_kind"],
        title=title,
        text=text,
        published_at=rows.item["item__published_at"],
        expire_at=getattr(page, "expire_at", None),
        member_ids=tuple(sorted(rows.member_ids)),
        adapted=tuple(_adapted(member_id, title, words) for member_id, words in sorted(rows.overrides.items())),
    )


def _adapted(member_id: int, title: str, words: dict[str, Any]) -> Adapted:
    texts = (words.get("summary"), words.get("note"))
    return Adapted(member_id, str(words.get("title") or title), "\n".join(str(text) for text in texts if text))


@lru_cache(maxsize=100)
def _text_fields(page_type: Any) -> tuple[str, ...]:
    """Texts that an editor writes; not choices, keys or what Wagtail's own page table holds."""
    own = (column for column in page_type._meta.concrete_fields if column.model is not Page)
    return tuple(
        column.name
        for column in own
        if isinstance(column, models.CharField | models.TextField) or hasattr(column, "get_searchable_content")
        if not column.choices and column.editable and not isinstance(column, models.URLField | models.SlugField)
    )
