"""The lists of pages in the admin: few statements, however many pages, members and people there are.

Wagtail reads each row twice, asks for every address by itself, compares every row with every site, and offers all who
ever edited anything as a filter: of thousands of people nobody finds one in a list.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.pages.listing import ExplorableIndexView, HasChildPagesFilter
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry, Site, get_page_models

from federation.public_address import with_public_address
from federation.tenancy.gate import rows_read
from federation.tenancy.people import called
from federation.tenancy.reach import people_within, reach_of


def page_types() -> list[tuple[int, str]]:
    """Key and name of each, from Django's cache of content types."""
    kinds = ContentType.objects.get_for_models(*(model for model in get_page_models() if model is not Page))
    named = ((kind.pk, capfirst(str(model._meta.verbose_name))) for model, kind in kinds.items())
    return sorted(named, key=itemgetter(1))


class PlacesFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """Wagtail's filters without a list of all people and all sites: people are named, and a site is a branch."""

    latest_revision_created_at = django_filters.DateFromToRangeFilter(
        label=_("Aggiornata"), widget=DateRangePickerWidget
    )
    owner = django_filters.CharFilter(label=_("Creata da"), method="by_owner")
    edited_by = django_filters.CharFilter(label=_("Modificata da"), method="by_editor")
    has_child_pages = HasChildPagesFilter(
        label=_("Ha pagine figlie"),
        empty_label=_("Indifferente"),
        choices=[("true", _("Sì")), ("false", _("No"))],
        widget=RadioSelect,
    )
    content_type = django_filters.MultipleChoiceFilter(
        label=_("Tipo di pagina"), choices=page_types, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def by_owner(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return pages.filter(owner__in=self._colleagues(value))

    def by_editor(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        edits = PageLogEntry.objects.filter(action="wagtail.edit", user__in=self._colleagues(value)).order_by()
        return pages.filter(pk__in=edits.values("page"))

    def _colleagues(self, words: str) -> QuerySet[Any]:
        """Nobody learns the names of others' people by trying them."""
        return people_within(called(words), reach_of(self.request.user)).order_by().values("pk")


class FewStatements:
    """What a row shows is on `Page` itself and in one statement; what its page type adds is not read."""

    def annotate_queryset(self, pages: Any) -> Any:
        pages = pages.specific(defer=True).prefetch_workflow_states().annotate_approved_schedule()
        # By Wagtail's name for it; its own annotation compares every page with every site.
        pages = pages.annotate(_is_site_root=Exists(Site.objects.order_by().filter(root_page=OuterRef("pk"))))
        return with_public_address(pages)


class ExplorerView(FewStatements, ExplorableIndexView):  # type: ignore[misc]
    """The children of a page, or what is found below it."""

    columns: list[Any]

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        """As Wagtail's, with the row that the gate has read: nothing that a page's type adds is shown of the parent."""
        parent = self._parent(request, parent_page_id)
        root = self.permission_policy.explorable_root_instance(request.user)
        if parent.pk != root.pk and not parent.is_descendant_of(root):
            return redirect(self.index_url_name, root.pk)
        self.parent_page = page = parent.specific_deferred
        states = [] if page.is_root() else page.workflow_states.active().select_related("current_task_state__task")
        page._current_workflow_states = list(states)  # by Wagtail's name for it
        self.scheduled_page = parent.get_scheduled_revision_as_object() if parent.approved_schedule else None
        self.permissions = self.parent_page.permissions_for_user(request.user)
        self.locale, self.translations = None, ()
        answer: HttpResponseBase = super(ExplorableIndexView, self).get(request)
        return answer

    @staticmethod
    def _parent(request: HttpRequest, parent_page_id: int | None) -> Any:
        """Superusers pass the gate unread."""
        if not parent_page_id:
            return Page.get_first_root_node()
        known = rows_read(request).get((Page, str(parent_page_id)))
        return known or get_object_or_404(Page.objects.annotate_approved_schedule(), pk=parent_page_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parents are read for what was found; the children of a page have one, which is known."""
        if not (self.is_searching or self.is_filtering):
            self.columns = [column for column in self.columns if column.name != "parent"]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def get_side_panels(self) -> Any:
        """Without how often the page is referred to: that is asked of all references, and stands where it is edited."""
        panels = super().get_side_panels()
        for panel in panels:
            panel.usage_url = None
        return panels


class PageSearchView(FewStatements, SearchView):  # type: ignore[misc]
    """All pages that the person may open, the newest first: to rank titles by the beginning of a word says little, and
    SQLite compares each that it finds with all that it finds."""

    ordering: str | None

    def get_queryset(self) -> Any:
        self.ordering = self.ordering or "-latest_revision_created_at"
        return super().get_queryset()


class MemberPageViewSet(PageViewSet):  # type: ignore[misc]
    """For all page types."""

    model = Page
    index_view_class = ExplorerView
    filterset_class = PlacesFilterSet
    search_view_class = PageSearchView


page_viewset = MemberPageViewSet()


def explorer(request: HttpRequest, parent_page_id: int) -> HttpResponseBase:
    """Wagtail's router first asks of which type the page is; here one viewset is that of all types."""
    return page_viewset.index_view(request, parent_page_id=parent_page_id)  # type: ignore[no-any-return]
