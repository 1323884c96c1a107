"""Panels of the page editor that belong to the federation."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from federation.models import Channel, Member
from federation.widgets import ChosenMembers


class AudiencePanel(MultiFieldPanel):  # type: ignore[misc]
    """Whom an item is sent to; seen only by people of a member that owns channels."""

    def __init__(self, children: Any = (), **kwargs: Any) -> None:
        fields = [
            FieldPanel("channels", widget=CheckboxSelectMultiple, help_text=_("Nessuno: resta solo sul tuo sito.")),
            FieldPanel("obligation"),
            FieldPanel(
                "associations", widget=CheckboxSelectMultiple, help_text=_("Nessuna: tutti gli enti del canale.")
            ),
            FieldPanel("members", widget=ChosenMembers, help_text=_("Nessuno: tutti gli enti del canale.")),
        ]
        kwargs.setdefault("heading", _("Destinatari"))
        super().__init__(children or fields, **kwargs)

    class BoundPanel(MultiFieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            represented = Member.objects.represented_by(self.request.user)
            return super().is_shown() and Channel.objects.filter(owner__in=represented).exists()
