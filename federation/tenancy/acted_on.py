"""Whose things a request of the admin is about: the owners of the rows that its address and its form name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import ResolverMatch
from wagtail.coreutils import resolve_model_string
from wagtail.models import Collection, Page

from federation.belongs import To, belonging_of
from federation.models import Member
from federation.tenancy.gate import named_rows, rows_named, rows_read
from federation.tenancy.guard import CLOSED, guard_of
from federation.tenancy.on_screen import on_screen_of
from federation.tenancy.references import owner_of

NAME_A_COLLECTION = ("wagtailimages", "wagtaildocs", "wagtailadmin_collections", "wagtail_bulk_action")


def members_acted_on(request: HttpRequest, match: ResolverMatch) -> list[Member]:
    """In the order in which they are named; empty where nothing of any member is, or where things are only chosen."""
    guard = guard_of(match.view_name, match.func) or CLOSED
    if guard.chosen and not match.view_name.endswith("_chooser:create"):
        return []
    keys: dict[type[Model], list[Any]] = defaultdict(list)
    try:
        for model, key in [*named_rows(request, match, guard), *_named_by_form(request, match)]:
            keys[model].append(key)
    except (PermissionDenied, Http404):
        return []  # an address that only superusers open, about nothing of a member's
    owners = [_owner(request, row) for model, values in keys.items() for row in _rows(request, model, values)]
    if slug := request.GET.get("ente"):
        owners.append(Member.objects.filter(slug=slug).first())
    return list({owner.pk: owner for owner in owners if owner is not None}.values())


def _owner(request: HttpRequest, row: Any) -> Member | None:
    """Most pages that are opened are of the member on screen, whose home is known."""
    shown = screen.member if (screen := on_screen_of(request.user)) else None
    if isinstance(row, Page) and shown and shown.site and row.path.startswith(shown.site.root_page.path):
        return shown
    return owner_of(row)


def _rows(request: HttpRequest, model: type[Model], keys: list[Any]) -> Iterator[Model]:
    known = rows_read(request)
    yield from (known[model, str(key)] for key in keys if (model, str(key)) in known)
    unknown = [key for key in keys if (model, str(key)) not in known]
    yield from rows_named(model, unknown)


def _named_by_form(request: HttpRequest, match: ResolverMatch) -> Iterator[tuple[type[Model], Any]]:
    """Where something new, or something that moves, is to lie."""
    for name, value in request.POST.items():
        last = name.rpartition("-")[2]  # after the form's prefix
        if last in ("collection", "parent") and match.view_name.startswith(NAME_A_COLLECTION) and value:
            yield Collection, value
        elif name == "chooser" and match.view_name == "wagtail_bulk_action" and value:
            yield Page, value
    model = getattr(match.func, "view_initkwargs", {}).get("model")
    belongs = belonging_of(resolve_model_string(model)) if model else None  # Wagtail names some by a string
    if belongs and belongs.managed_by and belongs.to == To.MEMBER and request.POST.get(belongs.through):
        yield Member, request.POST[belongs.through]
