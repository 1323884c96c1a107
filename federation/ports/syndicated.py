"""`Syndicated`: the mixin of every page type that may go to other members."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.pages import WagtailAdminPageForm

from federation.models import Association, Channel, Member, Obligation, Placement
from federation.ports.listed import Listed


class Syndicated(Listed):
    """Channels say by what subject an item travels; associations and members narrow whom it is addressed to.

    Parental many-to-many on purpose: a plain one is never saved by publishing a revision.
    """

    channels = ParentalManyToManyField(Channel, verbose_name=_("canali"), blank=True, related_name="+")
    associations = ParentalManyToManyField(
        Association, verbose_name=_("gestioni associate"), blank=True, related_name="+"
    )
    members = ParentalManyToManyField(Member, verbose_name=_("singoli enti"), blank=True, related_name="+")
    obligation = models.CharField(
        _("grado"),
        max_length=20,
        choices=Obligation,
        blank=True,
        help_text=_("Vuoto: quello consueto del canale. «Dovere di legge» vale solo sui canali di legge."),
    )

    class Meta:
        abstract = True

    def item_digest(self) -> str:
        audience = [
            sorted(relation.values_list("pk", flat=True))
            for relation in (self.channels, self.associations, self.members)
        ]
        return hashlib.sha256(f"{self.content_digest()}{audience}{self.obligation}".encode()).hexdigest()


class SyndicatedPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Offers only the owner's channels, and refuses in the editor's words what cannot be placed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "channels" in self.fields:
            self.fields["channels"].queryset = Channel.objects.filter(owner=Member.objects.owning(self.parent_page))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        holder = Placement.objects.filter(section_id=self.parent_page.pk, slug=data.get("slug") or "")
        if taken := holder.exclude(item__page_id=self.instance.pk).first():
            message = _("Questo indirizzo è già di «%(title)s»: scegline un altro.") % {"title": taken.title_shown}
            self.add_error("slug", ValidationError(message))
        if data.get("obligation") == Obligation.DUTY and not any(c.duty for c in data.get("channels") or ()):
            self.add_error("obligation", ValidationError(_("Scegli anche un canale di legge.")))
        return data
