"""Takes an invitation back: its link opens nothing any more."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.actions.managing import managing
from federation.models import Invitation, User
from federation.refusal import ActionRefused


def withdraw_invitation(invitation_id: int, *, by: User | None) -> None:
    invitation = Invitation.objects.select_related("role__member").get(pk=invitation_id)
    with managing(invitation.role.member, by=by):
        if not Invitation.objects.pending().filter(pk=invitation_id).update(withdrawn_at=timezone.now()):
            raise ActionRefused(_("L’invito è già stato usato o ritirato."))
        data = {"name": invitation.email, "role": invitation.role.role}
        log(invitation.role.member, "people.invitation_withdrawn", user=by, data=data)
