"""What a crawl sends: parameters with the ids of others, and forms as a browser would fill them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.files import File
from django.db.models import Model
from wagtail.models import Collection, Page, Revision, Task, Workflow

from federation.models import MemberDocument, MemberImage, User
from tests.tenancy.world import Side

ASKED: dict[str, type[Model]] = {
    "new_parent_page": Page, "chooser": Page, "move_page": Page, "parent_page": Page, "target_pages[]": Page,
    "parent_page_id": Page, "childOf": Page, "page": Page, "redirect_page": Page, "object_id": Page,
    "collection": Collection, "collection_id": Collection, "collection_chosen_id": Collection, "user": User,
    "owner": User, "edited_by": User, "locked_by": User, "requested_by": User, "image": MemberImage,
    "image_id": MemberImage, "document": MemberDocument, "workflow": Workflow, "task": Task, "revision_id": Revision,
}  # fmt: skip


def everything_asked(others: list[Side]) -> dict[str, Any]:
    """Every parameter by which Wagtail's views and ours name something, all with the others' ids."""
    groups = [pk for other in others for pk in sorted(other.rows["auth_group"])]
    asked: dict[str, Any] = dict.fromkeys(("new_title", "title", "first_name", "alt_text", "explanation"), "Preso")
    asked |= dict.fromkeys(("new_slug", "slug", "tags", "username"), "preso")
    asked |= dict.fromkeys(("copy_subpages", "is_superuser", "is_active"), "on")
    asked |= dict.fromkeys(("body-count", "comments-TOTAL_FORMS", "comments-INITIAL_FORMS"), "0")
    asked |= {name: [pk for other in others for pk in other.ids(model)] for name, model in ASKED.items()}
    return asked | {
        "groups": groups, "role": groups[:1], "ente": others[0].member.slug, "next": "/admin/",
        "site": [other.member.site_id for other in others], "restriction_type": "groups", "position": "0",
        "results_only": "1", "email": "preso@example.org", "format": "left", "content_type": 1, "azione": "accetta",
    }  # fmt: skip


def filled_form(form: Any) -> dict[str, Any]:
    """What a browser sends when nothing was touched, formsets included, StreamFields empty."""
    data: dict[str, Any] = {"azione": "personalizza"}  # the one form of ours that shares its address with others
    for bound in form:
        value = bound.value()
        widget = type(bound.field.widget).__name__
        if widget == "BlockWidget":
            data[f"{bound.html_name}-count"] = 0
        elif value is not None and value is not False and not isinstance(value, File):
            data[bound.html_name] = _sent(value)
    for formset in getattr(form, "formsets", {}).values():
        data |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return data


def _sent(value: Any) -> Any:
    if isinstance(value, list | tuple) or hasattr(value, "all"):
        rows = value.all() if hasattr(value, "all") else value
        return [getattr(row, "pk", row) for row in rows]
    return getattr(value, "pk", value)


def ids_asked(others: list[Side], values: dict[str, Any]) -> str:
    ids: list[Any] = []
    for other in others:
        if "action" in values:
            ids += other.ids(apps.get_model(values["app_label"], values["model_name"]))
        else:
            ids += [page.pk for page in other.pages] + other.all_ids()
    return "&".join(f"id={pk}" for pk in ids) + "&next=/admin/"
