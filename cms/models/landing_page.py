"""A first-level page of the Modello Comuni: Novità, Vivere il Comune."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.planted_page import PlantedPage
from cms.models.public_page import moment_of
from cms.presenters.landing import landing_props
from federation.models import Member
from federation.ports import ShownItem
from themes.props import LandingProps


class LandingPage(PlantedPage, Page):  # type: ignore[django-manager-missing,misc]
    """Pagina di primo livello: leads to its sections and shows what is new in them."""

    template = "pages/landing_page.html"
    is_creatable = False  # the blueprint makes it
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsSectionPage", "cms.EventSectionPage"]

    intro = models.TextField(_("introduzione"), blank=True, max_length=500)
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("pagina di primo livello")

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> LandingProps:
        path = "/" + self.url_path.removeprefix(member.site.root_page.url_path)  # type: ignore[union-attr]
        return landing_props(member, title=self.title, intro=self.intro, path=path, now=moment_of(request))
