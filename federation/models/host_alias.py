"""Another host name of a member's site; it only redirects. `www.` needs no row: it always redirects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.models.member import HOSTNAME_LENGTH, Member, hostname_validator


class HostAlias(models.Model):
    """A host name, unique in the instance, whose every path redirects (301) to the member's own."""

    affects = Affects.SITE

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aliases")
    hostname = models.CharField(
        _("altro nome"), max_length=HOSTNAME_LENGTH, unique=True, validators=[hostname_validator]
    )

    class Meta:
        verbose_name = _("altro nome del sito")
        verbose_name_plural = _("altri nomi del sito")

    def __str__(self) -> str:
        return self.hostname
