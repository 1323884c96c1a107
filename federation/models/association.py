"""Gestione associata: a service that several members run together, and an audience for notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.models.member import Member
from federation.querysets.audiences import AudienceQuerySet


class Association(models.Model):
    """Members that run `service` together, led by `lead` (the ente capofila) where there is one.

    No site shows the row; its `members` are an audience, and their change is noted by itself. One that an item is
    addressed to is archived, not deleted: without it the item would go to everybody.
    """

    affects = Affects.NOTHING

    name = models.CharField(_("nome"), max_length=120)
    slug = models.SlugField(_("sigla"), max_length=80, unique=True)
    service = models.CharField(_("servizio"), max_length=160, blank=True)
    lead = models.ForeignKey(
        Member, verbose_name=_("capofila"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    members = models.ManyToManyField(Member, verbose_name=_("enti"), related_name="associations", blank=True)

    archived = models.BooleanField(
        _("non più in uso"),
        default=False,
        help_text=_("Non si sceglie più per contenuti nuovi. Quelli già inviati restano dove sono."),
    )

    objects = AudienceQuerySet["Association"].as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("gestione associata")
        verbose_name_plural = _("gestioni associate")

    def __str__(self) -> str:
        return self.name
