"""Notizia, comunicato, avviso: which of them is said by the section it stands in (content type «Notizia»)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.blocks import BodyField
from cms.models.public_page import PublicPage
from cms.presenters.news import news_props
from federation.models import Member
from federation.panels import AudiencePanel
from federation.ports import ShownItem, Syndicated
from federation.ports.syndicated import SyndicatedPageForm
from themes.props import NewsProps


def today() -> object:
    """The date on the wall of the town hall."""
    return timezone.localdate()


class NewsPage(PublicPage, Syndicated, Page):  # type: ignore[django-manager-missing,misc]
    """Official content type: Notizia. `published_on` is the date that citizens read, and the order of lists."""

    item_kind = "news"
    template = "pages/news_page.html"
    base_form_class = SyndicatedPageForm
    parent_page_types: ClassVar[list[str]] = ["cms.NewsSectionPage"]
    subpage_types: ClassVar[list[str]] = []

    published_on = models.DateField(_("data"), default=today)
    body = BodyField(verbose_name=_("testo"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        AudiencePanel(),
    ]

    class Meta:
        verbose_name = _("notizia")

    @property
    def listed_at(self) -> datetime:
        """The editor's date, at the hour of the first publication."""
        moment = timezone.localtime(self.first_published_at or timezone.now())
        return timezone.make_aware(datetime.combine(self.published_on, moment.time().replace(tzinfo=None)))

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> NewsProps:
        assert item is not None
        return news_props(self, item, request=request)
