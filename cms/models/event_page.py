"""Evento: something that takes place (content type «Evento»)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from cms.blocks import BodyField
from cms.models.public_page import PublicPage
from cms.presenters.event import event_props
from federation.models import Member
from federation.panels import AudiencePanel
from federation.ports import ShownItem, Syndicated
from federation.ports.syndicated import SyndicatedPageForm
from themes.props import EventProps


class EventPage(PublicPage, Syndicated, Page):  # type: ignore[django-manager-missing,misc]
    """Official content type: Evento. Without `end` the event is told by its start alone."""

    item_kind = "event"
    template = "pages/event_page.html"
    base_form_class = SyndicatedPageForm
    parent_page_types: ClassVar[list[str]] = ["cms.EventSectionPage"]
    subpage_types: ClassVar[list[str]] = []

    start = models.DateTimeField(_("inizio"))
    end = models.DateTimeField(_("fine"), null=True, blank=True)
    place = models.CharField(_("luogo"), max_length=160, blank=True)
    address = models.CharField(_("indirizzo"), max_length=160, blank=True)
    cost = models.CharField(_("costo"), max_length=160, blank=True, help_text=_("«Gratuito» è un costo."))
    organiser = models.CharField(_("organizzato da"), max_length=160, blank=True)
    body = BodyField(verbose_name=_("testo"), blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldRowPanel([FieldPanel("start"), FieldPanel("end")])], heading=_("Quando")),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("address")], heading=_("Dove")),
        FieldRowPanel([FieldPanel("cost"), FieldPanel("organiser")]),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        AudiencePanel(),
    ]

    class Meta:
        verbose_name = _("evento")

    @property
    def starts_at(self) -> datetime:
        return self.start

    @property
    def ends_at(self) -> datetime | None:
        return self.end

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("La fine viene prima dell’inizio.")})

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> EventProps:
        assert item is not None
        return event_props(self, item, request=request)
