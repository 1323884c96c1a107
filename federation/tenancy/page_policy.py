"""Wagtail's rights on pages, asked for by branch: a role gives six rights on one page, and Wagtail asks for each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from federation.querysets.trees import in_branch


class BranchPolicy(PagePermissionPolicy):  # type: ignore[misc]
    """The same pages as Wagtail's policy has; only the statements are fewer and smaller."""

    def explorable_root_instance(self, user: Any) -> Page | None:
        """No query for a person with one branch."""
        known = self._explorable_root_instance_cache_name
        if not hasattr(user, known):
            branches = self._branches(user)
            if len(branches) == 1:
                setattr(user, known, branches[0])
        root: Page | None = super().explorable_root_instance(user)
        return root

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        """The branches, and what lies above each as far as the page that all have in common."""
        branches = self._branches(user)
        if len(branches) != 1:
            several: QuerySet[Any] = super().explorable_instances(user)
            return several
        pages: QuerySet[Any] = self.model._default_manager.all()
        if not branches[0].is_root():
            above = branches[0].path[: -Page.steplen]
            pages = pages.filter(in_branch(branches[0].path) | Q(path=above))
        return pages

    def _branches(self, user: Any) -> list[Page]:
        """Where the person has rights, each page once; none for superusers, whom Wagtail asks nothing."""
        if not user.is_active or user.is_superuser:
            return []
        pages = self.instances_with_direct_explore_permission(user)
        return list({page.pk: page for page in pages}.values())
