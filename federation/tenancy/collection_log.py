"""Collections in Wagtail's log: made, renamed, moved, deleted, closed to visitors and opened. Its own screens write
nothing of it, so two of their methods are wrapped, and the rows that go or restrict say so themselves."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.admin.views.collections import Create, Edit
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Collection, CollectionViewRestriction

from federation.tenancy.changes import changes_of


def connect() -> None:
    """Called once, when the application is ready."""
    Create.save_instance = _logged(Create.save_instance, "wagtail.create")
    Edit.save_instance = _logged(Edit.save_instance, "wagtail.edit")
    pre_delete.connect(_log_deleted, sender=Collection, dispatch_uid="federation.collection_log")
    pre_save.connect(_log_closed, sender=CollectionViewRestriction, dispatch_uid="federation.collection_log")
    pre_delete.connect(_log_opened, sender=CollectionViewRestriction, dispatch_uid="federation.collection_log")


def _logged(original: Any, action: str) -> Any:
    @wraps(original)
    def save_instance(self: Any) -> Any:
        instance = original(self)
        changes = changes_of(self.form) if action == "wagtail.edit" else {}
        log(instance, action, data={"changes": changes} if changes else None)
        return instance

    return save_instance


def _log_deleted(instance: Collection, **kwargs: Any) -> None:
    """Not of what a command removes, here and below."""
    if get_active_log_context().user is not None:
        log(instance, "wagtail.delete", deleted=True)


def _log_closed(instance: CollectionViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        done = "edit" if instance.pk else "create"
        _log_privacy(instance, done, before=_kind_of(_stored(instance)), after=_kind_of(instance))


def _log_opened(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """The form has changed the row already that it deletes."""
    _log_privacy(instance, "delete", before=_kind_of(_stored(instance)), after=_kind_of(None))


def _log_privacy(restriction: CollectionViewRestriction, done: str, *, before: str, after: str) -> None:
    if get_active_log_context().user is not None:
        changes = {_("Visibilità"): (before, after)}
        log(restriction.collection, f"wagtail.view_restriction.{done}", data={"changes": changes})


def _stored(restriction: CollectionViewRestriction) -> Any:
    return CollectionViewRestriction.objects.filter(pk=restriction.pk).first()


def _kind_of(restriction: CollectionViewRestriction | None) -> str:
    """In words; none is public."""
    kind = restriction.restriction_type if restriction else CollectionViewRestriction.NONE
    return str(dict(CollectionViewRestriction.RESTRICTION_CHOICES)[kind])
