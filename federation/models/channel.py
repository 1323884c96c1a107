"""Canale: a subject to which members subscribe, such as «Banda ultralarga»."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.models.member import Member
from federation.querysets.audiences import AudienceQuerySet


class AudienceKind(models.TextChoices):
    """Whom a channel's items are for; what is for staff is never shown on a site."""

    CITIZENS = "citizens", _("Cittadini")
    STAFF = "staff", _("Personale degli enti")


class Obligation(models.TextChoices):
    """How strongly the sender asks. Duty holds only where the channel is one of law and the member agreed to it."""

    DUTY = "duty", _("Dovere di legge")
    RECOMMENDED = "recommended", _("Consigliato")
    OPTIONAL = "optional", _("Facoltativo")


class Channel(models.Model):
    """`slug` is unique in the whole instance: the app names channels by it.

    One that an item travels by is archived, not deleted: without it the item would reach others, or nobody.
    """

    affects = Affects.CHANNEL
    unseen_fields: ClassVar[frozenset[str]] = frozenset({"description", "archived"})

    owner = models.ForeignKey(Member, verbose_name=_("a cura di"), on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(_("nome"), max_length=80)
    slug = models.SlugField(_("sigla"), max_length=80, unique=True)
    description = models.CharField(_("descrizione"), max_length=250, blank=True)
    audience_kind = models.CharField(
        _("destinatari"), max_length=20, choices=AudienceKind, default=AudienceKind.CITIZENS
    )
    duty = models.BooleanField(_("canale di legge"), default=False)
    default_obligation = models.CharField(
        _("grado consueto"), max_length=20, choices=Obligation, default=Obligation.RECOMMENDED
    )

    archived = models.BooleanField(
        _("non più in uso"),
        default=False,
        help_text=_("Non si sceglie più per contenuti nuovi. Quelli già inviati restano dove sono."),
    )

    objects = AudienceQuerySet["Channel"].as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("canale")
        verbose_name_plural = _("canali")

    def __str__(self) -> str:
        return self.name
