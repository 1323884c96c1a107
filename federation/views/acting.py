"""What the federation's screens share: their header, and of which member they are.

The member is in the address: what a form does is never guessed from a session. The one on screen is where it begins.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from federation.models import Member
from federation.tenancy.acting import check_decides_for
from federation.tenancy.gate import SAFE
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


class DecidingMixin(ScreenMixin):
    """A screen on which a member's publishers decide, and which its other people and auditors read. Its templates ask
    `decides`, and include `who_decides.html`; whatever is sent by who does not decide is refused in words."""

    request: HttpRequest
    member: Member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With `self.member` set."""
        if request.method not in SAFE:
            check_decides_for(request.user, self.member)  # type: ignore[arg-type]
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return self.member.site_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        decided = Member.objects.decided_by(self.request.user)  # type: ignore[arg-type]
        return context | {"member": self.member, "decides": decided.filter(pk=self.member.pk).exists()}


class ActingMixin(DecidingMixin):
    """Sets `self.member` from `?ente=<slug>`; without it, for a person of several, leads to the address with it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        opened = Member.objects.read_by(request.user).active().order_by("name")  # type: ignore[arg-type]
        slug = request.GET.get("ente")
        found = list(opened.filter(slug=slug) if slug else opened[:2])
        if len(found) > 1 and request.method == "GET":
            return lead_to(self._member_to_begin_with(opened), request)
        if len(found) != 1:
            raise PermissionDenied
        self.member = found[0]
        return super().dispatch(request, *args, **kwargs)

    def _member_to_begin_with(self, opened: QuerySet[Member]) -> Member:
        screen = on_screen_of(self.request.user)
        shown = opened.filter(pk=screen.member.pk).first() if screen and screen.member else None
        return shown or opened[0]
