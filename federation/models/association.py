"""Gestione associata: a service that several members run together, and an audience for notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.models.member import Member


class Association(models.Model):
    """Members that run `service` together, led by `lead` (the ente capofila) where there is one."""

    affects = Affects.ASSOCIATION

    name = models.CharField(_("nome"), max_length=120)
    slug = models.SlugField(_("sigla"), max_length=80, unique=True)
    service = models.CharField(_("servizio"), max_length=160, blank=True)
    lead = models.ForeignKey(
        Member, verbose_name=_("capofila"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    members = models.ManyToManyField(Member, verbose_name=_("enti"), related_name="associations", blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("gestione associata")
        verbose_name_plural = _("gestioni associate")

    def __str__(self) -> str:
        return self.name
