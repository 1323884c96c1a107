"""Listens to Django's and Wagtail's signals and takes a note; what the note means is found when it is worked off.

Page signals decide placements; `post_save` and `post_delete` are the net below them. `page_slug_changed` always
comes after commit and is not used.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model, ProtectedError
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from federation.actions.grant_roles import grant_missing_roles
from federation.affects import Affects, effect_of
from federation.models import Association, Clock, Member, Placement
from federation.models.clock import CLOCK_ID
from federation.notes import Kind, Note, take_note
from federation.placing.targets import find_targets
from federation.ports import Listed
from federation.ports.syndicated import RELATIONS, pages_addressed_to
from federation.site_root_paths import forget_on_commit

DRAFT_FIELDS = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes", "locked",
        "locked_at", "locked_by", "wagtail_userbar", "last_published_at", "numchild",
    }
)  # fmt: skip


# What a saved or deleted row makes us note, and the column that names what is meant.
NOTES: dict[Affects | None, tuple[Kind, str]] = {
    Affects.PAGE: ("page", "pk"),
    Affects.USERS: ("users", "pk"),
    Affects.SUBTREE: ("subtree", "page_id"),
    Affects.COLLECTION: ("collection", "collection_id"),
    Affects.MEMBER: ("member", "pk"),
    Affects.SITE: ("site", "member_id"),
    Affects.CHANNEL: ("channel", "pk"),
    Affects.ALL: ("all", ""),
}


def connect() -> None:
    """Called once, when the application is ready."""
    page_published.connect(note_page, dispatch_uid="federation")
    page_unpublished.connect(note_unpublished, dispatch_uid="federation")
    post_page_move.connect(note_subtree, dispatch_uid="federation")
    pre_delete.connect(note_page_deletion, dispatch_uid="federation")
    pre_delete.connect(note_users_of_deleted, dispatch_uid="federation.users")
    pre_delete.connect(protect_seen_revision, sender=Revision, dispatch_uid="federation.revision")
    for addressee in RELATIONS:
        pre_delete.connect(protect_addressee, sender=addressee, dispatch_uid="federation.addressee")
    post_save.connect(note_saved, dispatch_uid="federation")
    post_delete.connect(note_deleted, dispatch_uid="federation")
    m2m_changed.connect(note_association_members, sender=Association.members.through, dispatch_uid="federation")
    post_save.connect(forget_on_commit, dispatch_uid="federation.site")
    post_delete.connect(forget_on_commit, dispatch_uid="federation.site")
    post_migrate.connect(make_clock, dispatch_uid="federation")
    post_migrate.connect(give_missing_roles, dispatch_uid="federation.roles")


def make_clock(sender: Any, using: str, **kwargs: Any) -> None:
    """The clock's one row exists in every database, also in one that was just flushed."""
    if sender.label == "federation":
        Clock.objects.using(using).get_or_create(pk=CLOCK_ID)


def give_missing_roles(sender: Any, **kwargs: Any) -> None:
    """Members from before a role existed get it; after the last application, when every permission has been made."""
    if sender is [config for config in apps.get_app_configs() if config.models_module][-1]:
        grant_missing_roles()


def note_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    take_note(Note("page", str(instance.pk)))


def note_subtree(sender: Any, instance: Page, **kwargs: Any) -> None:
    take_note(Note("subtree", str(instance.pk)))


def note_unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page without an item leaves nothing by which it could be told from a draft, so its site is noted."""
    take_note(Note("page", str(instance.pk)))
    _note_frame(instance)


def note_page_deletion(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Before the row goes, because its owner is known by its place in the tree."""
    if not isinstance(instance, Page):
        return
    take_note(Note("page", str(instance.pk)))
    if instance.live:
        _note_frame(instance)


def note_users_of_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Before the row goes, because with it goes the knowledge of who referred to it."""
    if effect_of(sender) != Affects.USERS:
        return
    users = find_targets([Note("users", str(instance.pk), model=sender._meta.label)])
    for page_id in users.pages:
        take_note(Note("page", str(page_id)))
    for member_id in users.sites:
        take_note(Note("site", str(member_id)))


def note_saved(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    created: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    unseen = DRAFT_FIELDS if isinstance(instance, Page) else getattr(instance, "unseen_fields", frozenset())
    if raw or (update_fields and update_fields <= unseen):
        return
    if created and isinstance(instance, Site) and not instance.root_page.numchild:
        return  # of a new member, above an empty home: nothing links there yet
    if isinstance(instance, Member) and update_fields and update_fields <= Member.own_site_fields | unseen:
        take_note(Note("site", str(instance.pk)))
        return
    _note_change(sender, instance)


def note_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    _note_change(sender, instance)


def note_association_members(sender: Any, instance: Model, action: str, **kwargs: Any) -> None:
    if isinstance(instance, Association):
        if action.startswith("post_"):
            take_note(Note("association", str(instance.pk)))
        return
    cleared = instance.associations.values_list("pk", flat=True) if action == "pre_clear" else ()  # type: ignore[attr-defined]
    for pk in kwargs.get("pk_set") or cleared:
        take_note(Note("association", str(pk)))


def protect_seen_revision(sender: type[Revision], instance: Revision, origin: Any = None, **kwargs: Any) -> None:
    """A revision that an override was made against is kept, but never stands in the way of its page's deletion.

    A database constraint would make page deletion impossible; none at all would let `purge_revisions` take it.
    """
    from_revisions = isinstance(origin, Revision) or getattr(origin, "model", None) is Revision
    if from_revisions:
        holders: set[Model] = set(Placement.objects.filter(seen_revision=instance.pk))
        if holders:
            raise ProtectedError("A member's changed text was written against this revision.", holders)


def protect_addressee(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Whom an item is addressed to cannot be deleted: the row would go from the item's audience without a word, and
    an item that was for one association would be for everybody."""
    if pages := set(pages_addressed_to(instance)):
        raise ProtectedError(f"{sender._meta.label} {instance.pk} is in the audience of pages.", pages)


def _note_frame(page: Page) -> None:
    """For a page without an item (home, section, text): the site of its owner."""
    if issubclass(page.specific_class or Page, Listed):
        return
    if owner := Member.objects.owning(page):
        take_note(Note("site", str(owner.pk)))


def _note_change(sender: type[Model], instance: Model) -> None:
    """What affects nothing is not in the table."""
    entry = NOTES.get(effect_of(sender))
    if entry is not None:
        kind, column = entry
        take_note(Note(kind, str(getattr(instance, column)) if column else "", model=_label(kind, sender)))


def _label(kind: Kind, sender: type[Model]) -> str:
    return sender._meta.label if kind == "users" else ""
