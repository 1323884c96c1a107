"""What the federation's screens share: their header, and for which member the person is acting.

The member is in the address: what a form does is never guessed from a session. The one on screen is where it begins.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from federation.models import Member
from federation.tenancy.guard import Guard
from federation.tenancy.on_screen import on_screen_of


class ScreenMixin(WagtailAdminTemplateMixin):  # type: ignore[misc]
    """A screen of the admin, whose last breadcrumb is its own title with the subtitle below."""

    guard = Guard()  # the pages and placements in its address must be within reach

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, own]


def lead_to(member: Member, request: HttpRequest) -> HttpResponse:
    """To the same address with the member's name in it."""
    return redirect(f"{request.path}?{urlencode(request.GET.dict() | {'ente': member.slug})}")  # type: ignore[operator]


class ActingMixin(ScreenMixin):
    """Sets `self.member` from `?ente=<slug>`; without it, for a person of several, leads to the address with it."""

    request: HttpRequest
    member: Member
    represented: list[Member]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.represented = list(Member.objects.represented_by(request.user).active())  # type: ignore[arg-type]
        slug = request.GET.get("ente")
        if not slug and request.method == "GET" and len(self.represented) > 1:
            return lead_to(self._member_to_begin_with(request), request)
        members = [member for member in self.represented if slug in (None, member.slug)]
        if not members or (slug is None and len(members) > 1):
            raise PermissionDenied
        self.member = members[0]
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def _member_to_begin_with(self, request: HttpRequest) -> Member:
        screen = on_screen_of(request.user)
        return next((member for member in self.represented if screen and member == screen.member), self.represented[0])

    def get_page_subtitle(self) -> str:
        return self.member.site_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"member": self.member}
