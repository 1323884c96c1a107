"""Sends an invitation again, for a new term; the link of the earlier mail opens nothing any more."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.actions.invite import check_pace
from federation.actions.managing import managing
from federation.mail import send_invitation
from federation.models import Invitation, Member, User
from federation.refusal import ActionRefused


def resend_invitation(invitation_id: int, *, by: User | None) -> Invitation:
    """Whoever accepts at the same moment is waited for: the row is locked before it is looked at."""
    member = Member.objects.get(roles__invitations=invitation_id)
    with managing(member, by=by):
        locked = Invitation.objects.select_related("role").select_for_update(of=("self",))
        invitation = locked.get(pk=invitation_id)
        if invitation.accepted_at or invitation.withdrawn_at:
            raise ActionRefused(_("L’invito è già stato usato o ritirato."))
        check_pace(member, invitation.email)
        invitation.invited_by = by
        invitation.renew()
        invitation.save(update_fields=["invited_by", "token_hash", "sent_at", "expires_on"])
        log(member, "people.invited_again", user=by, data={"name": invitation.email, "role": invitation.role.role})
        send_invitation.enqueue(invitation_id=invitation.pk)
    return invitation
