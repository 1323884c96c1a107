"""Narrows what Wagtail's filters, choosers and forms offer: people, groups, sites, workflows and tags of others.

Wagtail asks no hook for them, so four of its methods are wrapped, here and nowhere else.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.filters import PopularTagsFilter, WagtailFilterSet
from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
from wagtail.images.views.chooser import ImageChooseViewMixin
from wagtail.models import BaseViewRestriction, Page
from wagtail.models.audit_log import ModelLogEntryManager

from federation.models import User
from federation.tenancy.reach import Reach, people_within, reach_of
from federation.tenancy.scope import choosable, tags_within, within

POPULAR = 10
OFFERED_RESTRICTIONS = (BaseViewRestriction.NONE, BaseViewRestriction.PASSWORD)


def narrow_choices() -> None:
    """Called once, when the application is ready."""
    WagtailFilterSet.get_form_class = _narrowed_filters(WagtailFilterSet.get_form_class)
    ModelLogEntryManager.viewable_by_user = _narrowed_log(ModelLogEntryManager.viewable_by_user)
    ImageChooseViewMixin.get_context_data = _narrowed_tags(ImageChooseViewMixin.get_context_data)
    BaseViewRestrictionForm.__init__ = _only_passwords(BaseViewRestrictionForm.__init__)


@hooks.register("construct_page_chooser_queryset")
def choosable_pages(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """One's own, the consortium's, and what one's site shows of others."""
    reach = reach_of(request.user)  # type: ignore[arg-type]
    if reach.everything:
        return pages
    # By key, because the search index can filter by no other column of the rule.
    return pages.filter(pk__in=choosable(Page.objects.all(), reach).values_list("pk", flat=True))


def _narrowed_filters(original: Any) -> Any:
    @wraps(original)
    def get_form_class(self: Any) -> Any:
        if self.request is not None and not self.request.user.is_superuser:
            for entry in self.filters.values():
                _narrow(entry, reach_of(self.request.user))
        return original(self)

    return get_form_class


def _narrow(entry: Any, reach: Reach) -> None:
    if isinstance(entry, PopularTagsFilter):
        known = set(tags_within(reach).values_list("name", flat=True))
        entry.extra["choices"] = [choice for choice in entry.extra["choices"] if choice[0] in known]
    elif (offered := _offered_by(entry)) is not None:
        entry.queryset = lambda request: _within(offered(request) if callable(offered) else offered, reach)


def _offered_by(entry: Any) -> Any:
    """Some of Wagtail's filters are given their rows late, as an extra."""
    own = getattr(entry, "queryset", None)
    return own if own is not None else entry.extra.get("queryset")


def _within(rows: QuerySet[Any] | None, reach: Reach) -> QuerySet[Any] | None:
    if rows is None:
        return None
    return people_within(rows, reach) if issubclass(rows.model, User) else choosable(rows, reach)


def _narrowed_tags(original: Any) -> Any:
    @wraps(original)
    def get_context_data(self: Any, **kwargs: Any) -> Any:
        context = original(self, **kwargs)
        reach = reach_of(self.request.user)
        if not reach.everything:
            uses = Count("taggit_taggeditem_items")
            context["popular_tags"] = tags_within(reach).annotate(uses=uses).order_by("-uses")[:POPULAR]
        return context

    return get_context_data


def _only_passwords(original: Any) -> Any:
    """Of pages and of collections, for superusers too: a site knows no sign-in, and groups are those of all members."""

    @wraps(original)
    def initialize(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        kind = self.fields["restriction_type"]
        kind.choices = [choice for choice in kind.choices if choice[0] in OFFERED_RESTRICTIONS]
        self.fields["groups"].queryset = Group.objects.none()  # Wagtail's template draws the field in any case

    return initialize


def _narrowed_log(original: Any) -> Any:
    """Wagtail shows the log of every row of a model on which the person has any right."""

    @wraps(original)
    def viewable_by_user(self: Any, user: User) -> QuerySet[Any]:
        entries: QuerySet[Any] = original(self, user)
        reach = reach_of(user)
        if reach.everything:
            return entries
        query = Q(pk__in=[])
        for pk in entries.order_by().values_list("content_type_id", flat=True).distinct():
            if model := ContentType.objects.get_for_id(pk).model_class():
                rows = within(model._default_manager.all(), reach)
                query |= Q(content_type=pk, object_id__in=rows.values_list(Cast("pk", CharField()), flat=True))
        return entries.filter(query)

    return viewable_by_user
