"""What of a model's rows is within reach: one function for lists, one for a single row, one for choosers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction

from federation.belongs import NOBODY, Belongs, To, belonging_of
from federation.models import Member, Placement
from federation.querysets.trees import in_branch
from federation.tenancy.reach import Reach, offered_paths


def within(rows: QuerySet[Any], reach: Reach) -> QuerySet[Any]:
    """The rows that belong to whom the person acts for; all of them for people of the consortium. None of those whose
    owner is an object's: which these are, no query says, only `holds` of one."""
    belongs = belonging_of(rows.model) or NOBODY
    if reach.user.is_superuser or belongs.to == To.ALL:
        return rows
    if belongs.to == To.PERSON:
        return rows.filter(**{belongs.through or "pk": reach.user.pk})
    if belongs.to == To.INSTALLATION:
        return rows.none()
    if reach.everything:
        return rows
    found: QuerySet[Any] = rows.filter(_of_members(belongs, reach)).distinct()
    return found


def holds(row: Model, reach: Reach) -> bool:
    """Whether one row is within reach."""
    belongs = belonging_of(type(row)) or NOBODY
    if reach.everything and belongs.to not in (To.PERSON, To.INSTALLATION):
        return True
    if belongs == Belongs(To.PAGE) and not reach.user.is_superuser:
        homes = [member.site.root_page.path for member in reach.members if member.site]
        return any(row.path.startswith(home) for home in homes)  # type: ignore[attr-defined]
    if belongs.to != To.OBJECT:
        return within(type(row)._base_manager.filter(pk=row.pk), reach).exists()
    owned = getattr(row, belongs.through) if belongs.through else _object_of(row)
    return owned is not None and holds(owned, reach)


def choosable(rows: QuerySet[Any], reach: Reach) -> QuerySet[Any]:
    """What is within reach, and what others offer: it may be referred to, and not be changed.

    Pages: one's own, the consortium's public ones, and what a member shows of others. Images and documents: one's own
    and the consortium's collection for all.
    """
    belongs = belonging_of(rows.model) or NOBODY
    if reach.everything or belongs.offered:
        return rows
    if belongs.to == To.PAGE and not belongs.through:
        return rows.filter(_branches(reach, "") | _shown_pages(reach))
    if belongs.to == To.COLLECTION:
        return rows.filter(_of_members(belongs, reach) | _collections(belongs, offered_paths(reach)))
    return within(rows, reach)


def tags_within(reach: Reach) -> QuerySet[Any]:
    """Tags are one table for all; a person sees those on the files that the person may choose."""
    query = Q(pk__in=[])
    for model in (get_image_model(), get_document_model()):
        files = choosable(model._default_manager.all(), reach).values("pk")
        kind = ContentType.objects.get_for_model(model)
        query |= Q(taggit_taggeditem_items__content_type=kind, taggit_taggeditem_items__object_id__in=files)
    tags: QuerySet[Any] = Tag.objects.filter(query).distinct()
    return tags


def _of_members(belongs: Belongs, reach: Reach) -> Q:
    match belongs.to:
        case To.MEMBER:
            return Q(**{f"{belongs.through or 'pk'}__in": [member.pk for member in reach.members]})
        case To.SITE:
            return Q(**{f"{belongs.through or 'pk'}__in": [member.site_id for member in reach.members]})
        case To.PAGE:
            return _branches(reach, belongs.through)
        case To.COLLECTION:
            return _collections(belongs, [member.collection.path for member in reach.members if member.collection])
    return Q(pk__in=[])


def _branches(reach: Reach, through: str) -> Q:
    query = Q(pk__in=[])
    for member in reach.members:
        if member.site is not None:
            branch = in_branch(member.site.root_page.path)
            query |= Q(**{f"{through}__in": Page.objects.filter(branch)}) if through else branch
    return query


def _collections(belongs: Belongs, paths: Iterable[str]) -> Q:
    prefix = f"{belongs.through}__" if belongs.through else ""
    query = Q(pk__in=[])
    for path in paths:
        query |= Q(**{f"{prefix}path__startswith": path})
    return query


def _object_of(row: Any) -> Model | None:
    model = ContentType.objects.get_for_id(row.content_type_id).model_class()
    return model._base_manager.filter(pk=row.object_id).first() if model else None


def _shown_pages(reach: Reach) -> Q:
    """Never one whose title is being changed: the chooser would show the draft's."""
    public = Q(live=True, draft_title=F("title"))
    placed = Placement.objects.shown().filter(member__in=[member.pk for member in reach.members])
    query = public & Q(pk__in=placed.values("page_id"))
    for home in Page.objects.filter(pk__in=_consortium_homes()):
        private = PageViewRestriction.objects.filter(page__in=Page.objects.filter(in_branch(home.path)))
        branch = in_branch(home.path) & public
        for path in private.values_list("page__path", flat=True):
            branch &= ~in_branch(path)
        query |= branch
    return query


def _consortium_homes() -> QuerySet[Any]:
    return Member.objects.active().filter(kind=Member.Kind.CONSORTIUM).values("site__root_page")
