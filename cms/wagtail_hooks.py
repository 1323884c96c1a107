"""The menu of the consortium's staff; and the frame of every site, which is one of a kind and stays where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.models import Page

from cms.models.planted_page import PlantedPage
from cms.views.members import HostedMemberViewSet
from federation.views.staff.associations import AssociationViewSet
from federation.views.staff.brands import BrandViewSet
from federation.views.staff.channels import ChannelViewSet
from federation.views.staff.member_chooser import MemberChooserViewSet

BULK_ACTIONS = ("delete", "move", "unpublish")


class FederationGroup(ViewSetGroup):  # type: ignore[misc]
    """Here, because a member comes with its site; each person sees what they may change."""

    items = (HostedMemberViewSet, ChannelViewSet, AssociationViewSet)
    menu_label = gettext_lazy("Federazione")
    menu_icon = "globe"
    menu_order = 190


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet | ViewSetGroup]:
    return [MemberChooserViewSet(), FederationGroup(), BrandViewSet()]


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
    frame = [page for page in pages if _is_frame(page)]
    if not frame:
        return None
    names = ", ".join(f"«{page.title}»" for page in frame)
    messages.error(
        request,
        _("%(names)s: è parte dell’impianto del sito, uguale per tutti. Non si può togliere, spostare o copiare.")
        % {"names": names},
    )
    return redirect("wagtailadmin_explore", frame[0].get_parent().pk)


def _is_frame(page: Page) -> bool:
    """What the blueprint makes and editors cannot."""
    kind = page.specific_class
    return kind is not None and issubclass(kind, PlantedPage)
