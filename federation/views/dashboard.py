"""What Wagtail's dashboard shows: one statement says how much there is, and a panel without anything is not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.documents import get_document_model
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.images import get_image_model
from wagtail.images.wagtail_hooks import ImagesSummaryItem
from wagtail.models import Page, PageLogEntry, WorkflowState
from wagtail.permissions import policy_registry

from federation.models import User
from federation.public_address import with_public_address
from federation.querysets.trees import in_branch
from federation.tenancy.on_screen import on_screen_of

EDITS = 5
MEDIA_RIGHTS = frozenset({"add", "change", "delete", "choose"})  # what Wagtail counts


@dataclass(frozen=True, slots=True)
class Desk:
    """How much the person may open; whether any page is in moderation; whether the person has locked one."""

    pages: int
    images: int
    documents: int
    in_moderation: bool
    has_locked: bool


def desk_of(request: HttpRequest) -> Desk:
    """Asked once for a request."""
    known: Desk | None = getattr(request, "_desk", None)
    if known is None:
        known = request._desk = _ask(request)  # type: ignore[attr-defined]
    return known


def home_on_screen(request: HttpRequest) -> Page | None:
    """Where the dashboard begins; None for people of no member."""
    screen = on_screen_of(request.user)
    member = screen.member if screen else None
    return member.site.root_page if member and member.site else None


class MemberPagesItem(PagesSummaryItem):  # type: ignore[misc]
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        if (home := home_on_screen(self.request)) is None:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context
        return {"root_page": home, "total_pages": desk_of(self.request).pages, "site_name": home.title}


class MemberImagesItem(ImagesSummaryItem):  # type: ignore[misc]
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"total_images": desk_of(self.request).images, "site_name": _site_name(self.request)}


class MemberDocumentsItem(DocumentsSummaryItem):  # type: ignore[misc]
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"total_docs": desk_of(self.request).documents, "site_name": _site_name(self.request)}


class MemberEditsPanel(RecentEditsPanel):  # type: ignore[misc]
    """The pages that the person edited last, with their addresses."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"last_edits": [(page.edited_at, page) for page in _edited_by(request.user)], "request": request}


ITEMS: dict[type, type] = {
    PagesSummaryItem: MemberPagesItem,
    ImagesSummaryItem: MemberImagesItem,
    DocumentsSummaryItem: MemberDocumentsItem,
}


def narrow_items(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's counts by ours, in place."""
    items[:] = [ITEMS[type(item)](request) if type(item) in ITEMS else item for item in items]


def narrow_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Takes off what would be empty, in place."""
    desk, empty = desk_of(request), []
    if not desk.in_moderation:
        empty += [WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel]
    if not desk.has_locked:
        empty += [LockedPagesPanel]
    kept = [panel for panel in panels if type(panel) not in empty]
    panels[:] = [MemberEditsPanel() if type(panel) is RecentEditsPanel else panel for panel in kept]


def _ask(request: HttpRequest) -> Desk:
    user: Any = request.user
    home = home_on_screen(request)
    statement = User.objects.filter(pk=user.pk).values_list(
        _count(Page.objects.filter(in_branch(home.path)) if home else Page.objects.none()),
        _count(_media(get_image_model(), user)),
        _count(_media(get_document_model(), user)),
        Exists(WorkflowState.objects.active()),
        Exists(Page.objects.filter(locked=True, locked_by=OuterRef("pk"))),
    )
    return Desk(*statement.get())


def _media(model: Any, user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, MEDIA_RIGHTS)
    return rows


def _count(rows: QuerySet[Any]) -> Subquery:
    counted = rows.order_by().annotate(_rows=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("_rows"), output_field=IntegerField())


def _site_name(request: HttpRequest) -> str:
    home = home_on_screen(request)
    return home.title if home else ""


def _edited_by(user: Any) -> QuerySet[Any]:
    edits = PageLogEntry.objects.filter(user=user, action="wagtail.edit").order_by("-timestamp")
    last = edits.order_by().values("page").annotate(last=Max("timestamp")).order_by("-last").values("page")[:EDITS]
    pages = Page.objects.specific(defer=True).filter(pk__in=last).annotate_approved_schedule()
    pages = pages.annotate(edited_at=Subquery(edits.filter(page=OuterRef("pk")).values("timestamp")[:1]))
    found: QuerySet[Any] = with_public_address(pages.prefetch_workflow_states()).order_by("-edited_at")
    return found
