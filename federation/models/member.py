"""A body that takes part in the federation: comune, consortium, other body or partner."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.querysets.members import ACTIVE, MemberQuerySet

HOSTNAME_LENGTH = 253
hostname_validator = RegexValidator(
    r"^(?!www\.)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
    _("Scrivi solo il nome del sito, in minuscolo e senza «www.»: per esempio comune.crema.cr.it."),
)
istat_validator = RegexValidator(r"^\d{6}$", _("Il codice ISTAT di un comune ha sei cifre, per esempio 019035."))
province_validator = RegexValidator(r"^[A-Z]{2}$", _("Scrivi la sigla della provincia: due lettere maiuscole."))
# Of Italy: what is outside was typed the wrong way round.
latitude_validators = [MinValueValidator(35), MaxValueValidator(48)]
longitude_validators = [MinValueValidator(6), MaxValueValidator(19)]


class Member(models.Model):
    """A member of the consortium. One that has no hosted site reads by feed and webhook only.

    `latitude` and `longitude` are WGS 84 degrees; `istat_code` and `ipa_code` are the codes of law.
    """

    affects = Affects.MEMBER
    unseen_fields: ClassVar[frozenset[str]] = frozenset({"ipa_code", "joined", "left"})
    # What its own site, or the app, shows of it. The name and the host name stand beside its items elsewhere, too.
    own_site_fields: ClassVar[frozenset[str]] = frozenset(
        {"istat_code", "province", "population", "latitude", "longitude"}
    )

    class Kind(models.TextChoices):
        COMUNE = "comune", _("Comune")
        CONSORTIUM = "consortium", _("Consorzio")
        BODY = "body", _("Ente")
        PARTNER = "partner", _("Partner")

    class Status(models.TextChoices):
        PROSPECT = "prospect", _("Interessato")
        JOINING = "joining", _("In adesione")
        MEMBER = "member", _("Aderente")
        LEFT = "left", _("Uscito")

    kind = models.CharField(_("tipo"), max_length=20, choices=Kind, default=Kind.COMUNE)
    name = models.CharField(_("nome"), max_length=120)
    slug = models.SlugField(_("sigla"), max_length=80, unique=True)
    hostname = models.CharField(
        _("nome del sito"),
        max_length=HOSTNAME_LENGTH,
        unique=True,
        null=True,
        blank=True,
        validators=[hostname_validator],
    )
    istat_code = models.CharField(_("codice ISTAT"), max_length=6, blank=True, validators=[istat_validator])
    ipa_code = models.CharField(_("codice IPA"), max_length=20, blank=True)
    province = models.CharField(_("provincia"), max_length=2, blank=True, validators=[province_validator])
    population = models.PositiveIntegerField(_("abitanti"), null=True, blank=True)
    latitude = models.FloatField(_("latitudine"), null=True, blank=True, validators=latitude_validators)
    longitude = models.FloatField(_("longitudine"), null=True, blank=True, validators=longitude_validators)
    site = models.OneToOneField(
        "wagtailcore.Site", verbose_name=_("sito"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("raccolta"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    offered_collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("raccolta per tutti"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Immagini e documenti che ogni ente può scegliere per le sue pagine."),
    )
    status = models.CharField(_("stato"), max_length=20, choices=Status, default=Status.MEMBER)
    joined = models.DateField(_("aderente dal"), null=True, blank=True)
    left = models.DateField(_("uscito il"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("ente")
        verbose_name_plural = _("enti")

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """As `MemberQuerySet.active`."""
        return self.status in ACTIVE

    @property
    def site_title(self) -> str:
        """The name that the member's site carries: «Comune di Crema», «Consorzio.IT»."""
        if self.kind == self.Kind.COMUNE:
            return gettext("Comune di %(name)s") % {"name": self.name}
        return self.name
