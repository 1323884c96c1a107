"""What a member's content may refer to; a page, image, document or snippet of another member is refused on every save.

The rule is about whose the content is, not about who saves it: it holds for the admin, actions and imports alike.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.db.models.signals import m2m_changed, pre_save
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, ReferenceIndex, Revision

from federation.belongs import Belongs, To, belonging_of
from federation.models import Member, Placement, User
from federation.refusal import ActionRefused
from federation.tenancy.reach import Reach
from federation.tenancy.scope import choosable

logger = logging.getLogger(__name__)
PAGES = Belongs(To.PAGE)
OWNED = (To.PAGE, To.COLLECTION, To.MEMBER, To.SITE)


@dataclass(frozen=True, slots=True)
class Reference:
    """From a field of some content to a row: `field` is its name, `label` what the editor calls it."""

    model: type[Model]
    key: str
    field: str
    label: str


class ForeignReference(ActionRefused):
    """Content refers to what is neither its member's own nor offered to it. Nothing was stored."""


def connect() -> None:
    """Called once, when the application is ready."""
    pre_save.connect(_check_before_save, dispatch_uid="federation.references")
    m2m_changed.connect(_check_before_relating, dispatch_uid="federation.references")


def references_of(content: Model) -> list[Reference]:
    """In foreign keys, rich text, StreamFields and inline rows, drafts included, as Wagtail's own index finds them."""
    found: Iterable[tuple[int, str, str, str]] = ReferenceIndex._extract_references_from_object(content)
    return [
        Reference(model, str(key), path.split(".")[0], _label(content, path.split(".")[0]))
        for type_id, key, path, _content_path in found
        if (model := ContentType.objects.get_for_id(type_id).model_class()) is not None
    ]


def foreign_among(references: Iterable[Reference], *, member: Member) -> list[Reference]:
    """Those that the member has no right to: neither its own, nor offered, nor on its site already."""
    reach = Reach(User(), (member,), everything=False, reads_only=False)
    by_model: dict[type[Model], list[Reference]] = defaultdict(list)
    for reference in references:
        belongs = belonging_of(reference.model)
        if belongs is None or (belongs.to in OWNED and not belongs.offered):
            by_model[reference.model].append(reference)
    foreign: list[Reference] = []
    for model, group in by_model.items():
        rows = model._base_manager.filter(pk__in={reference.key for reference in group})
        there = {str(pk) for pk in rows.values_list("pk", flat=True)}
        allowed = {str(pk) for pk in choosable(rows, reach).values_list("pk", flat=True)} if there else set()
        rest = there - allowed
        rest -= _on_site_already(model, rest, [member]) if rest else set()
        foreign += [reference for reference in group if reference.key in rest]
    return foreign


def foreign_in(content: Model, *, member: Member) -> list[Reference]:
    """Those of a row that are new: what it refers to already stays, so that the rest of it can be changed."""
    foreign = foreign_among(references_of(content), member=member)
    stored = type(content)._base_manager.filter(pk=content.pk).first() if foreign and content.pk else None
    kept = {(entry.model, entry.key) for entry in references_of(stored)} if stored else set()
    return [entry for entry in foreign if (entry.model, entry.key) not in kept]


def may_refer_to(row: Model, reach: Reach) -> bool:
    """Whether a person may use, and so see, a row: for one of their members, or for the consortium."""
    if reach.everything:
        return True
    model = type(row)
    if choosable(model._base_manager.filter(pk=row.pk), reach).exists():
        return True
    return bool(_on_site_already(model, {str(row.pk)}, reach.members))


def explain(reference: Reference) -> str:
    """The sentence for the editor."""
    return _("«%(field)s» usa un contenuto (%(kind)s) di un altro ente: toglilo, o scegline uno del tuo ente.") % {
        "field": reference.label,
        "kind": reference.model._meta.verbose_name,
    }


def check_references(references: Iterable[Reference], *, member: Member, content: object) -> None:
    """Raises `ForeignReference`, and writes it to the log."""
    _refuse(foreign_among(references, member=member), member, content)


def _refuse(foreign: list[Reference], member: Member, content: object) -> None:
    if foreign:
        named = ", ".join(f"{entry.model._meta.label} {entry.key} in {entry.field}" for entry in foreign)
        logger.warning("Refused: %s %r of %s refers to %s", type(content).__name__, content, member.slug, named)
        raise ForeignReference(" ".join(dict.fromkeys(explain(entry) for entry in foreign)))


def owner_of(content: Any) -> Member | None:
    """The member to which a row belongs, also before it is stored; None for what is the installation's."""
    belongs = belonging_of(type(content))
    members = Member.objects.select_related("site__root_page", "collection")
    if belongs is None or belongs.to not in OWNED:
        return None
    target = content
    for step in belongs.through.split("__") if belongs.through else ():
        target = getattr(target, step, None)
    if isinstance(target, Page):
        return members.owning(target) if target.path else None
    if isinstance(target, Collection):
        return members.keeping(target)
    if isinstance(target, Member):
        return members.filter(pk=target.pk).first()
    return members.filter(site=target.pk).first() if target is not None else None


def _on_site_already(model: type[Model], keys: set[str], members: Iterable[Member]) -> set[str]:
    """What the pages refer to that one of the members' sites shows: who detaches one keeps its pictures."""
    pages = Placement.objects.filter(member__in=members, page__isnull=False).values_list("page_id", flat=True)
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ReferenceIndex._get_base_content_type(model),
        to_object_id__in=keys,
    )
    pairs = list(rows.values_list("to_object_id", "object_id"))
    shown = {str(pk) for pk in pages.filter(page_id__in={int(page) for _key, page in pairs})}
    return {key for key, page in pairs if page in shown}


def _label(content: Model, name: str) -> str:
    try:
        field = content._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return capfirst(str(getattr(field, "verbose_name", name))) or name


def _check_before_save(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not (sender is Revision or _carries_references(sender)):
        return
    content = _draft(instance) if sender is Revision else instance
    if content is not None and references_of(content) and (member := owner_of(content)):
        _refuse(foreign_in(content, member=member), member, content)


def _check_before_relating(
    sender: Any, instance: Any, action: str, model: type[Model], pk_set: set[Any] | None, reverse: bool, **kwargs: Any
) -> None:
    """`reverse`: from the other side, where what is added is the content and would refer to the instance."""
    content_model, target = (model, type(instance)) if reverse else (type(instance), model)
    if action != "pre_add" or not pk_set or not _carries_references(content_model):
        return
    name = str(target._meta.verbose_name_plural)
    keys = [instance.pk] if reverse else pk_set
    references = [Reference(target, str(pk), name, capfirst(name)) for pk in keys]
    for content in model._base_manager.filter(pk__in=pk_set) if reverse else [instance]:
        if member := owner_of(content):
            check_references(references, member=member, content=content)


def _carries_references(sender: type[Model]) -> bool:
    """Pages, and rows that name their member or site. Not the frame itself, nor rights, comments and logs about pages,
    nor rows of the clock, whose columns the actions check. None of these models keeps keys in JSON, where nothing
    would find them."""
    belongs = belonging_of(sender)
    if belongs is None or belongs.to not in OWNED or getattr(sender, "wagtail_reference_index_ignore", False):
        return False
    return bool(belongs.through) if belongs.to in (To.MEMBER, To.SITE) else belongs == PAGES


def _draft(revision: Revision) -> Any:
    content = revision.content_object
    return content.with_content_json(revision.content) if content is not None else None
