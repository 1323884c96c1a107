"""Panels of the page editor that belong to the federation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from federation.models import Channel, Member


class AudiencePanel(MultiFieldPanel):  # type: ignore[misc]
    """Whom an item is sent to; seen only by people of a member that owns channels."""

    def __init__(self, **kwargs: object) -> None:
        fields = [
            FieldPanel("channels", widget=None),
            FieldPanel("obligation"),
            FieldPanel("associations", help_text=_("Vuoto: tutti gli enti del canale.")),
            FieldPanel("members", help_text=_("Vuoto: tutti gli enti del canale.")),
        ]
        super().__init__(**{"children": fields, "heading": _("Destinatari"), **kwargs})  # type: ignore[arg-type]

    class BoundPanel(MultiFieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            represented = Member.objects.represented_by(self.request.user)
            return super().is_shown() and Channel.objects.filter(owner__in=represented).exists()
