"""What a member wants of a channel."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.models.channel import Channel
from federation.models.member import Member


class Mode(models.TextChoices):
    """How items of a channel arrive. A missing subscription is `OFF`: nothing is imposed."""

    AUTOMATIC = "automatic", _("Pubblica subito")
    REVIEW = "review", _("Proponi, decido io")
    OFF = "off", _("Non inviare")


class Subscription(models.Model):
    """`accepts_duty`: on a channel of law, the member agreed when it joined that duties are shown at once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="subscriptions", db_constraint=False)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="subscriptions", db_constraint=False)
    mode = models.CharField(_("arrivo"), max_length=20, choices=Mode, default=Mode.REVIEW)
    accepts_duty = models.BooleanField(_("accetta i doveri di legge"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "channel"], name="subscription_once")]
        verbose_name = _("iscrizione a un canale")
        verbose_name_plural = _("iscrizioni ai canali")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.member_id}/{self.channel_id}: {self.mode}"
