"""An invitation to work for a member: who has the mail's link takes the role, once, until a day (docs/adr/0014)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from federation.affects import Affects
from federation.belongs import Belongs, To
from federation.models.member import Member
from federation.models.member_role import MemberRole

DAYS = 7


def hash_of(token: str) -> str:
    """A token is 256 random bits, so that a hash without salt is enough: a copy of the table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; one that expired can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def by_token(self, token: str) -> InvitationQuerySet:
        return self.filter(token_hash=hash_of(token)).select_related("role__member", "invited_by")


class Invitation(models.Model):
    """The token exists in the mail alone; `token_hash` is empty until that is written. `expires_on` is the last day."""

    affects = Affects.NOTHING
    belongs: ClassVar[Belongs] = Belongs(To.MEMBER, "role__member")
    wagtail_reference_index_ignore = True

    role = models.ForeignKey(MemberRole, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=150)  # it becomes the user name of who has none
    # None is the system itself; whom a deleted account invited is not taken for its guest.
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email

    def renew(self) -> None:
        """Begins a new term; the link that was sent before opens nothing any more."""
        self.token_hash, self.sent_at = None, timezone.now()
        self.expires_on = timezone.localdate() + timedelta(days=DAYS)

    @property
    def is_expired(self) -> bool:
        return timezone.localdate() > self.expires_on

    @property
    def is_answered_for(self) -> bool:
        """Whether who sent it last administers the member still, by whatever role."""
        by = self.invited_by
        if by is None:
            return True
        return by.is_active and Member.objects.administered_by(by).filter(pk=self.role.member_id).exists()

    def why_closed(self) -> str:
        """For whoever opens the link; empty while it is open. Says nothing of whom it was for."""
        if self.accepted_at:
            return str(_("Questo invito è già stato usato."))
        if self.withdrawn_at or self.role.member.status == "left":
            return str(_("Questo invito è stato ritirato."))
        if self.is_expired:
            return str(_("Questo invito è scaduto."))
        if not self.is_answered_for:
            return str(
                _("Chi ti ha invitato non amministra più questo ente: chiedi un nuovo invito a chi lo amministra.")
            )
        return ""
