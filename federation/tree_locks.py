"""Locks the parents that a request is about to add to or take from, in id order, before the view reads them.

Without it concurrent creation and deletion corrupt the tree's counters and deadlock (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

# URL name → the view's arguments that name a parent, and those that name a page whose parent is meant.
SHAPE_CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("parent_page_id",), ()),
    "delete": ((), ("page_id",)),
    "move_confirm": (("destination_id",), ("page_to_move_id",)),
    "set_page_position": ((), ("page_to_move_id",)),
    "copy": (("new_parent_page",), ("page_id",)),
    "wagtail_bulk_action": (("chooser",), ("id",)),
}


def lock_parents(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """For the admin's URLs that change the tree's shape; others lock nothing."""
    match = request.resolver_match
    if match is None or match.url_name not in SHAPE_CHANGES:
        return
    if match.url_name == "wagtail_bulk_action" and kwargs.get("model_name") != "page":
        return
    parent_arguments, page_arguments = SHAPE_CHANGES[match.url_name]
    lock_for_tree_change(
        parents=_values(request, kwargs, parent_arguments), children=_values(request, kwargs, page_arguments)
    )


def lock_for_tree_change(*, parents: Iterable[int] = (), children: Iterable[int] = ()) -> None:
    """Locks the given parents and the parents of the given children until the transaction ends."""
    ids = set(parents)
    for path in Page.objects.filter(pk__in=list(children)).values_list("path", flat=True):
        ids |= set(Page.objects.filter(path=path[: -Page.steplen]).values_list("pk", flat=True))
    list(Page.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))


def _values(request: HttpRequest, kwargs: dict[str, Any], names: Iterable[str]) -> list[int]:
    found: list[str] = []
    for name in names:
        if name in kwargs:
            found.append(str(kwargs[name]))
        found += request.GET.getlist(name) + request.POST.getlist(name)
    return [int(value) for value in found if value.isdigit()]
