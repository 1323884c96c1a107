"""A person as another authority knows them: the issuer of OpenID Connect and its own, unchanging name for them."""

from django.conf import settings
from django.db import models

from federation.affects import Affects


class ExternalIdentity(models.Model):
    """Whom an issuer's `sub` means here. An e-mail address is never looked at: it can pass to another person."""

    affects = Affects.NOTHING

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="external_identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="external_identity_once")]

    def __str__(self) -> str:
        return f"{self.issuer}: {self.subject}"
