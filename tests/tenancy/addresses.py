"""Every address that the admin's resolver knows, with its parameters filled from given objects."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import get_resolver
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Revision, Site, Task, TaskState, UploadedFile, Workflow, WorkflowState

from cms.models import NewsPage
from federation.models import MemberDocument, MemberImage, Placement, User
from federation.tenancy.guard import admin_addresses
from tests.tenancy.world import Side

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^()]*\)|\((?P<unnamed>[^()?][^()]*)\)")
MODELS: dict[str, type[Model]] = {
    "page_id": Page, "parent_page_id": Page, "page_to_move_id": Page, "destination_id": Page, "page_pk": Page,
    "image_id": MemberImage, "document_id": MemberDocument, "doc_id": MemberDocument, "collection_id": Collection,
    "redirect_id": Redirect, "revision_id": Revision, "revision_id_a": Revision, "revision_id_b": Revision,
    "task_state_id": TaskState, "workflow_state_id": WorkflowState, "task_id": Task, "workflow_pk": Workflow,
    "uploaded_file_id": UploadedFile, "session_id": EditingSession, "placement_id": Placement,
}  # fmt: skip
# What names no row; a parameter that is found nowhere here is filled with every key of the other member.
WORDS: dict[str, tuple[str, ...]] = {
    "action_name": ("approve", "reject", "copy", "delete", "publish"),
    "filter_spec": ("width-100",),
    "path": ("x",),
    "key": ("x",),
    "uidb64": ("MQ",),
    "token": ("x-y",),
    "object_id": (),
}
PK_MODELS = {
    "wagtailadmin_collections": Collection, "wagtailadmin_workflows": Workflow, "wagtailusers_users": User,
    "wagtailusers_groups": Group, "wagtailsites": Site, "wagtailadmin_pages": Page,
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One pattern: `route` with its parameters as they are written, and its view."""

    route: str
    name: str
    view: Any

    @property
    def parameters(self) -> list[str]:
        return [_name(match) for match in PARAMETER.finditer(self.route)]

    def converter(self, name: str) -> str:
        """What may stand there: `int`, `uuid`, `slug`, `str`; empty where the route does not say it."""
        return next(match[1] or "" for match in PARAMETER.finditer(self.route) if _name(match) == name)

    def fill(self, values: dict[str, Any]) -> str:
        """The path with its parameters replaced."""
        path = PARAMETER.sub(lambda match: str(values[_name(match)]), self.route)
        return "/" + path.replace("\\", "").replace("^", "").replace("$", "")


def _name(match: re.Match[str]) -> str:
    return match[2] or match[3] or "unnamed"


def all_addresses(urlconf: str) -> list[Address]:
    """All of them, in the resolver's order."""
    return [Address(*entry) for entry in admin_addresses(get_resolver(urlconf).url_patterns)]


def fillings(address: Address, own: Side, other: Side, states: int) -> Iterator[dict[str, Any]]:
    """All parameters the other's, and each alone with the rest one's own. `states`: how many rows of a kind."""
    if not address.parameters:
        return
    names = [name for name in address.parameters if name not in TYPE_NAMES]
    types = list(_type_names(address)) if set(address.parameters) & TYPE_NAMES else [{}]
    for chosen in types:
        theirs = {name: _values(name, address, other, chosen, states) for name in names}
        ours = {name: _values(name, address, own, chosen)[:1] for name in names}
        for foreign in [set(names), *({name} for name in names if len(names) > 1)]:
            pools = [theirs[name] if name in foreign else ours[name] for name in names]
            pools = [pool[: None if index == 0 and chosen == types[0] else 1] for index, pool in enumerate(pools)]
            for values in itertools.product(*pools):
                yield dict(zip(names, values, strict=True)) | chosen


def own_filling(address: Address, own: Side) -> Iterator[dict[str, Any]]:
    """The addresses of one's own things."""
    names = [name for name in address.parameters if name not in TYPE_NAMES]
    types = list(_type_names(address)) if set(address.parameters) & TYPE_NAMES else [{}]
    for chosen in types:
        pools = [_values(name, address, own, chosen)[:1] for name in names]
        if all(pools):
            yield dict(zip(names, (pool[0] for pool in pools), strict=True)) | chosen


TYPE_NAMES = {
    "app_label", "model_name", "action", "content_type_app_name", "content_type_model_name", "app_name",
}  # fmt: skip


def _type_names(address: Address) -> Iterator[dict[str, Any]]:
    if "action" in address.parameters:
        for app_label, by_model in bulk_action_registry.actions.items():
            for model_name, actions in by_model.items():
                yield from ({"app_label": app_label, "model_name": model_name, "action": name} for name in actions)
        return
    for model in (NewsPage, Page, MemberImage, MemberDocument, User, apps.get_model("taggit.Tag")):
        app_label, model_name = model._meta.app_label, model._meta.model_name
        yield {
            "app_label": app_label, "app_name": app_label, "content_type_app_name": app_label,
            "model_name": model_name, "content_type_model_name": model_name,
        }  # fmt: skip


def _values(name: str, address: Address, side: Side, chosen: dict[str, Any], states: int = 1) -> list[Any]:
    if name == "object_id":
        model = apps.get_model(chosen["app_label"], chosen["model_name"])
        return side.ids(model) or [side.pages[0].pk]
    if name == "key" and address.name == "admin_media":
        return [side.shown[MemberImage].file.name]  # type: ignore[attr-defined]
    if name == "filename":
        return [side.shown[MemberDocument].filename]  # type: ignore[attr-defined]
    if name in WORDS:
        return list(WORDS[name])
    model = MODELS.get(name) or _model_of(address)
    return (side.ids(model)[:states] if model else []) or side.all_keys(address.converter(name))


def _model_of(address: Address) -> type[Model] | None:
    namespace = address.name.rpartition(":")[0]
    if "task" in address.name:
        return Task
    if namespace in PK_MODELS:
        return PK_MODELS[namespace]
    view = address.view
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(
        getattr(view, "view_class", None), "model", None
    )
    return model if isinstance(model, type) else None
