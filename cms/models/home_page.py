"""The home page of a member's site."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.planted_page import PlantedPage
from cms.models.public_page import moment_of
from cms.presenters.home import home_props
from federation.models import Member
from federation.ports import ShownItem
from themes.props import HomeProps


class HomePage(PlantedPage, Page):  # type: ignore[django-manager-missing,misc]
    """Home. One per member, directly under the root; it shows what the member's sections hold."""

    template = "pages/home_page.html"
    is_creatable = False  # the blueprint makes it
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.LandingPage"]

    class Meta:
        verbose_name = _("pagina iniziale")

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> HomeProps:
        return home_props(member, now=moment_of(request))
