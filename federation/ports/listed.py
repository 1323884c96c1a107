"""`Listed`: the mixin of every page type that can appear in a list, and the item as one member shows it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import (
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.models import COMMENTS_RELATION_NAME

from federation.addresses import absolute_url
from federation.affects import Affects
from federation.models import Item, Member, Placement

if TYPE_CHECKING:
    from django.http import HttpRequest

# What a save as draft, a lock or an index changes; no visitor ever sees it.
INVISIBLE_FIELDS = frozenset(
    {
        "pk", "path", "depth", "numchild", "translation_key", "content_type", "url_path", "owner", "draft_title",
        "latest_revision", "live_revision", "latest_revision_created_at", "has_unpublished_changes", "locked",
        "locked_at", "locked_by", "first_published_at", "last_published_at", "search_description", "seo_title",
        "show_in_menus", "alias_of", "index_entries", "channels", "associations", "members", "obligation",
    }
)  # fmt: skip


def visible_data(page: Any) -> dict[str, Any]:
    """Of what `serializable_data` says the part that a visitor may see; nothing else is read.

    Comments are between editors. They have their place as if there were none, as in every digest that is stored.
    """
    data = {COMMENTS_RELATION_NAME: [], **get_serializable_data_for_fields(page)}
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name not in INVISIBLE_FIELDS and name != COMMENTS_RELATION_NAME:
            data[name] = [_whole_data(child) for child in getattr(page, name).all()]
    for field in get_all_child_m2m_relations(page):
        if field.name not in INVISIBLE_FIELDS and field.serialize:
            data[field.name] = [row.pk for row in getattr(page, field.name).all()]
    return {name: value for name, value in data.items() if name not in INVISIBLE_FIELDS}


def _whole_data(child: Any) -> Any:
    """Children are plain rows, or have children of their own."""
    whole = getattr(child, "serializable_data", None)
    return whole() if whole else get_serializable_data_for_fields(child)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item as one member shows it: what was overridden is already applied.

    `id` names the placement, `item_id` is the same on every site. `path` is relative to the member's site.
    `canonical_url` and `original_url` are absolute; canonical is the owner's only for items shown as they were sent.
    """

    id: int
    item_id: UUID
    kind: str
    section_kind: str
    title: str
    summary: str
    image: Any
    path: str
    owner_name: str
    owner_url: str
    is_own: bool
    is_adapted: bool
    note: str
    pinned: bool
    published_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    canonical_url: str
    original_url: str
    page: Any


class Listed(models.Model):
    """Subclass it beside `Page`. `item_kind` is the content type of the app's contract, in small letters."""

    item_kind: ClassVar[str]
    affects: ClassVar[Affects] = Affects.PAGE

    summary = models.TextField(
        _("in breve"),
        max_length=255,
        blank=True,
        help_text=_("Una o due frasi: si leggono negli elenchi e in cima alla pagina."),
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("immagine"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def listed_at(self) -> datetime:
        """The moment by which lists order the item."""
        return getattr(self, "first_published_at", None) or timezone.now()

    @property
    def starts_at(self) -> datetime | None:
        """For what happens at a time."""
        return None

    @property
    def ends_at(self) -> datetime | None:
        return None

    def as_item(self, member: Member, *, placement: Placement) -> ShownItem:
        """The item as `member` shows it; no query is made for placements that were read `for_display()`."""
        assert placement.member_id == member.pk
        item: Item = placement.item
        changes: dict[str, Any] = placement.overrides if placement.page_id == item.page_id else {}
        own = item.owner_id == member.pk
        adapted = bool(changes or placement.variables)
        here = absolute_url(member, placement.path or "")
        original_path = placement.path if own else getattr(placement, "original_path", None)
        original = absolute_url(item.owner, original_path) if original_path else ""
        return ShownItem(
            id=placement.pk,
            item_id=item.pk,
            kind=item.kind,
            section_kind=item.section_kind,
            title=str(changes.get("title") or getattr(self, "title", item.title)),
            summary=changes.get("summary") or self.summary,
            image=(placement.override_image if changes.get("image") else None) or self.image,
            path=placement.path or "",
            owner_name=item.owner.site_title,
            owner_url=absolute_url(item.owner, "/"),
            is_own=own,
            is_adapted=adapted,
            note=changes.get("note", ""),
            pinned=bool(changes.get("pinned")),
            published_at=item.published_at,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            canonical_url=here if adapted else original or here,
            original_url=original,
            page=self,
        )

    def item_digest(self) -> str:
        """A hash of the content and of whom it is sent to; by it reconcile knows whether a publish was lost."""
        return self.content_digest()

    def content_digest(self) -> str:
        """A hash of everything of this page that a visitor can see; reconcile compares it."""
        data = visible_data(self)
        image_file = self.image.file.name if self.image else ""
        text = json.dumps([data, image_file], sort_keys=True, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The owner's public address, which is its placement's and not the tree's (`federation.addresses`)."""
        parts: tuple[int, str, str] | None = super().get_url_parts(request)  # type: ignore[misc]
        if parts is None:
            return None
        own = Placement.objects.filter(item__page_id=self.pk, page_id=self.pk, member__site_id=parts[0])
        path = own.values_list("path", flat=True).first()
        return (parts[0], parts[1], path) if path else parts
