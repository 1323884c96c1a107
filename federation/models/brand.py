"""How a member's site looks: palette, crest, motto."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.models.member import Member
from themes.palettes import palette_choices


class Brand(models.Model):
    """Palettes are the design system's own, each checked for contrast; without a crest a monogram is drawn."""

    affects = Affects.SITE

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="brand")
    palette = models.CharField(_("colore"), max_length=30, choices=palette_choices, blank=True)
    crest = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("stemma"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    tagline = models.CharField(_("motto"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("aspetto del sito")
        verbose_name_plural = _("aspetti dei siti")

    def __str__(self) -> str:
        return str(self.member)
