"""`Syndicated`: the mixin of every page type that may go to other members."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, Revision

from federation.models import Association, Channel, Member, Obligation, Placement
from federation.ports.listed import Listed
from federation.tenancy.forms import OwnedPageForm

# By which relation of a `Syndicated` page each of them is addressed.
RELATIONS: dict[type[models.Model], str] = {Channel: "channels", Association: "associations", Member: "members"}


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


def syndicated_models() -> Iterator[type[models.Model]]:
    """The concrete page types that may go to other members."""
    return (model for model in apps.get_models() if issubclass(model, Syndicated))


def pages_addressed_to(addressee: models.Model) -> QuerySet[Page]:
    """All pages, published or not, that name a channel, an association or a member; drafts and what is scheduled too:
    they hold their audience in a revision, from which a deleted row would be missing."""
    relation = RELATIONS[type(addressee)]
    ids: set[int] = set()
    waiting = Q(approved_go_live_at__isnull=False)
    for model in syndicated_models():
        pages = model._default_manager.all()
        ids |= set(pages.filter(**{relation: addressee.pk}).values_list("pk", flat=True))
        waiting |= Q(pk__in=pages.filter(has_unpublished_changes=True).values("latest_revision"))
    drafts = Revision.page_revisions.filter(waiting).values_list("object_id", f"content__{relation}")
    ids |= {int(page_id) for page_id, keys in drafts if addressee.pk in (keys or ())}
    named: QuerySet[Page] = Page.objects.filter(pk__in=ids)
    return named.order_by("-latest_revision_created_at", "pk")


class SyndicatedPageForm(OwnedPageForm):  # type: ignore[misc]
    """Offers only the owner's channels, and refuses in the editor's words what cannot be placed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "channels" in self.fields:
            owner = Member.objects.owning(self.parent_page)
            self.fields["channels"].queryset = self._choosable("channels", Channel).filter(owner=owner)
        if "associations" in self.fields:
            self.fields["associations"].queryset = self._choosable("associations", Association)

    def _choosable(self, relation: str, model: type[Channel | Association]) -> QuerySet[Any]:
        chosen = [row.pk for row in getattr(self.instance, relation).all()]
        choosable: QuerySet[Any] = model.objects.in_use(besides=chosen)
        return choosable

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        holder = Placement.objects.filter(section_id=self.parent_page.pk, slug=data.get("slug") or "")
        if taken := holder.exclude(item__page_id=self.instance.pk).first():
            message = _("Questo indirizzo è già di «%(title)s»: scegline un altro.") % {"title": taken.title_shown}
            self.add_error("slug", ValidationError(message))
        if data.get("obligation") == Obligation.DUTY and not any(c.duty for c in data.get("channels") or ()):
            self.add_error("obligation", ValidationError(_("Scegli anche un canale di legge.")))
        return data
