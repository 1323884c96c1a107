"""Images and documents in Wagtail's log. Its uploader, its choosers and its bulk actions write nothing there, so the
rows say themselves that they came and went, and the forms (`federation.forms`) what changed; its actions then do not.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.actions import ActionRegistry, CreateAction, DeleteAction, EditAction
from wagtail.log_actions import get_active_log_context, log

from federation.models import MemberDocument, MemberImage
from federation.tenancy.changes import in_words

FILES = (MemberImage, MemberDocument)


def connect() -> None:
    """Called once, when the application is ready."""
    for model in FILES:
        post_save.connect(_log_new, sender=model, dispatch_uid=f"federation.file_log.{model.__name__}")
        pre_delete.connect(_log_deleted, sender=model, dispatch_uid=f"federation.file_log.{model.__name__}")


def log_changed(file: Any, changes: dict[str, tuple[str, str]]) -> None:
    """By whoever is at work in the admin."""
    if changes:
        log(file, "wagtail.edit", data={"changes": changes})


@hooks.register("register_actions")
def keep_actions_quiet(actions: ActionRegistry) -> None:
    for model in FILES:
        for action in (CreateAction, EditAction, DeleteAction):
            actions.register(model, type(f"Quiet{action.__name__}", (_Quiet, action), {}))


@hooks.register("after_bulk_action")
def log_bulk_action(request: HttpRequest, action_type: str, rows: list[Any], view: Any) -> None:
    """The rows still are as they were before: it changed them in the database."""
    for file in [row for row in rows if isinstance(row, FILES)]:
        if action_type == "add_to_collection":
            collection = view.get_execution_context()["collection"]
            log_changed(file, {_("Raccolta"): (str(file.collection), str(collection))})
        elif action_type == "add_tags":
            log_changed(file, {_("Tag aggiunti"): ("", in_words(view.get_execution_context()["tags"]))})


class _Quiet:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"log_action": None})


def _log_new(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and get_active_log_context().user is not None:
        log(instance, "wagtail.create")


def _log_deleted(instance: Any, **kwargs: Any) -> None:
    """Not of what a command removes."""
    if get_active_log_context().user is not None:
        log(instance, "wagtail.delete", deleted=True)
