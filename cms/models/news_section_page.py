"""Notizie, Comunicati, Avvisi: the three sections of Novità."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.models.planted_page import PlantedPage
from cms.models.public_page import moment_of
from cms.presenters.section import section_props
from federation.models import Member
from federation.page_numbers import number_asked
from federation.ports import Section, ShownItem
from themes.props import ListingProps


class NewsSectionPage(PlantedPage, Section, Page):  # type: ignore[django-manager-missing,misc]
    """A list of news of one kind (`section_kind`: notizie, comunicati, avvisi), own and received."""

    template = "pages/section_page.html"
    is_creatable = False  # the blueprint makes it
    parent_page_types: ClassVar[list[str]] = ["cms.LandingPage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]

    intro = models.TextField(_("introduzione"), blank=True, max_length=500)
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("elenco di notizie")

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> ListingProps:
        return section_props(member, section=self, number=number_asked(request) or 1, now=moment_of(request))
