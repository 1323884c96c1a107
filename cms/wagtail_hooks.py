"""Keeps the frame of every site: home, first level and sections are one of a kind, and stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import EventSectionPage, HomePage, LandingPage, NewsSectionPage

FRAME = (HomePage, LandingPage, NewsSectionPage, EventSectionPage)
BULK_ACTIONS = ("delete", "move", "unpublish")


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_copy_page")
def keep_frame(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, [page])


@hooks.register("before_move_page")
def keep_frame_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_frame_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Wagtail does not call the single pages' hooks for a bulk action."""
    if action_type not in BULK_ACTIONS:
        return None
    return _refuse(request, [page for page in objects if isinstance(page, Page)])


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    frame = [page for page in pages if page.specific_class in FRAME]
    if not frame:
        return None
    names = ", ".join(f"«{page.title}»" for page in frame)
    messages.error(
        request,
        _("%(names)s: è parte dell’impianto del sito, uguale per tutti. Non si può togliere, spostare o copiare.")
        % {"names": names},
    )
    return redirect("wagtailadmin_explore", frame[0].get_parent().pk)
