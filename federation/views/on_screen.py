"""The member on screen, as people meet it: the switcher, and where the explorer begins."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import PageExplorerMenuItem
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.models import Page

from federation.tenancy.guard import Guard
from federation.tenancy.on_screen import OnScreen, on_screen_of
from federation.tenancy.refusals import not_theirs
from federation.views.acting import ScreenMixin

PER_PAGE = 30


class SwitchView(ScreenMixin, TemplateView):
    """A searched list: the consortium's people have thousands. POST puts one on screen."""

    guard = Guard(personal=True)
    template_name = "federation/on_screen/switch.html"
    page_title = gettext_lazy("Cambia ente")
    header_icon = "site"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "").strip()
        members = OnScreen(self.request).choosable.filter(name__icontains=asked)
        page = Paginator(members, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"asked": asked, "rows": page}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        screen = OnScreen(request)
        try:
            screen.switch(ModelChoiceField(screen.choosable, to_field_name="slug").clean(request.POST.get("ente")))
        except ValidationError:
            raise not_theirs(request) from None
        return redirect("wagtailadmin_home")


def _home_of(request: HttpRequest) -> Page | None:
    """Where the explorer begins for a person of several members; None leaves it to Wagtail."""
    screen = on_screen_of(request.user)
    member = screen.member if screen and screen.may_switch else None
    return member.site.root_page if member and member.site else None


class MemberExplorerItem(ExplorerMenuItem):  # type: ignore[misc]
    """«Pagine» in the menu."""

    @classmethod
    def instead_of(cls, item: MenuItem) -> MemberExplorerItem:
        return cls(item.label, item.url, item.name, item.classname, item.icon_name, order=item.order)

    def render_component(self, request: HttpRequest) -> Any:
        if (home := _home_of(request)) is None:
            return super().render_component(request)
        return PageExplorerMenuItem(
            self.name, self.label, self.url, home.pk, icon_name=self.icon_name, classname=self.classname
        )
