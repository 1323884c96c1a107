"""Locks the pages that a request is about to change and the parents that it adds to or takes from, in id order.

Before anything is read: otherwise concurrent saves corrupt the tree's counters and paths, and deadlock (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from federation.row_ids import read_row_id

# URL name → the view's arguments that name a parent, and those that name a page whose parent is meant.
SHAPE_CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("parent_page_id",), ()),
    "delete": ((), ("page_id",)),
    "move_confirm": (("destination_id",), ("page_to_move_id",)),
    "set_page_position": ((), ("page_to_move_id",)),
    "copy": (("new_parent_page",), ("page_id",)),
    "wagtail_bulk_action": (("chooser",), ("id",)),
}


def lock_content(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """For the admin's URLs that change the tree's shape: the parents. For those that change one page: its row."""
    match = request.resolver_match
    if match is None or (match.url_name == "wagtail_bulk_action" and kwargs.get("model_name") != "page"):
        return
    parent_arguments, page_arguments = SHAPE_CHANGES.get(match.url_name or "", ((), ()))
    parents, children = _values(request, kwargs, parent_arguments), _values(request, kwargs, page_arguments)
    if parents or children:
        lock_for_tree_change(parents=parents, children=children)
    elif "page_id" in kwargs:
        lock_pages([int(kwargs["page_id"])])


def lock_for_tree_change(*, parents: Iterable[int] = (), children: Iterable[int] = ()) -> None:
    """Locks the given parents, the given children and their parents until the transaction ends."""
    ids = {*parents, *children}
    for path in Page.objects.filter(pk__in=list(children)).values_list("path", flat=True):
        ids |= set(Page.objects.filter(path=path[: -Page.steplen]).values_list("pk", flat=True))
    lock_pages(ids)


def lock_pages(ids: Iterable[int]) -> None:
    """To be called before a page is read that will be saved: a save writes the whole row back, its place in the tree
    included, so that a page read before its neighbour was moved would be put on that neighbour's place."""
    rows = Page.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=list(ids))
    list(rows.order_by("pk").values_list("pk"))


def _values(request: HttpRequest, kwargs: dict[str, Any], names: Iterable[str]) -> list[int]:
    found: list[str] = []
    for name in names:
        if name in kwargs:
            found.append(str(kwargs[name]))
        found += request.GET.getlist(name) + request.POST.getlist(name)
    return [number for value in found if (number := read_row_id(value))]
