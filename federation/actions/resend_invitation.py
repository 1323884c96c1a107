"""Sends an invitation again, for a new term; the link of the earlier mail opens nothing any more."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.actions.invite import check_pace
from federation.actions.managing import managing
from federation.mail import send_invitation
from federation.models import Invitation, User
from federation.refusal import ActionRefused


def resend_invitation(invitation_id: int, *, by: User | None) -> Invitation:
    invitation = Invitation.objects.select_related("role__member").get(pk=invitation_id)
    member = invitation.role.member
    with managing(member, by=by):
        invitation.refresh_from_db()
        if invitation.accepted_at or invitation.withdrawn_at:
            raise ActionRefused(_("L’invito è già stato usato o ritirato."))
        check_pace(member, invitation.email)
        invitation.invited_by = by
        invitation.renew()
        invitation.save()
        log(member, "people.invited_again", user=by, data={"name": invitation.email, "role": invitation.role.role})
        send_invitation.enqueue(invitation_id=invitation.pk)
    return invitation
