"""What the federation's screens share: their header, and for which member the person is acting.

The member is in the address, never guessed from a session.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from federation.models import Member
from federation.tenancy.guard import Guard


class ScreenMixin(WagtailAdminTemplateMixin):  # type: ignore[misc]
    """A screen of the admin, whose last breadcrumb is its own title with the subtitle below."""

    guard = Guard()  # the pages and placements in its address must be within reach

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, own]


class ActingMixin(ScreenMixin):
    """Sets `self.member` from `?ente=<slug>`; without it, the first that the person may act for."""

    request: HttpRequest
    member: Member
    represented: list[Member]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.represented = list(Member.objects.represented_by(request.user).active())  # type: ignore[arg-type]
        slug = request.GET.get("ente")
        members = [member for member in self.represented if not slug or member.slug == slug]
        if not members:
            raise PermissionDenied
        self.member = members[0]
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return self.member.site_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [member for member in self.represented if member != self.member]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"member": self.member, "other_members": others[:100]}
