"""Invites somebody by e-mail to a role at a member; whether they have an account is said to nobody but them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.actions.managing import managing
from federation.mail import send_invitation
from federation.models import AuditEntry, Invitation, Member, MemberRole, User
from federation.refusal import ActionRefused
from federation.tenancy.people import people_of

PAUSE = timedelta(minutes=5)  # between two mails to the same address
MOST_IN_A_DAY = 50  # mails of one member
MOST_TO_ONE = 5  # of these to one address
MAILED = ("people.invited", "people.invited_again")


def invite(email: str, role: MemberRole, *, by: User | None) -> Invitation:
    member, email = role.member, email.strip().lower()
    with managing(member, by=by):
        if member.status == Member.Status.LEFT:
            raise ActionRefused(_("%(member)s è uscito dal consorzio.") % {"member": member.name})
        if people_of(member).filter(email__iexact=email).exists():
            raise ActionRefused(_("Chi ha questo indirizzo lavora già per questo ente: lo trovi nell’elenco."))
        if Invitation.objects.pending().filter(role__member=member, email=email).exists():
            raise ActionRefused(_("A questo indirizzo c’è già un invito: aprilo dall’elenco, e rinvialo o ritiralo."))
        check_pace(member, email)
        invitation = Invitation(role=role, email=email, invited_by=by)
        invitation.renew()
        invitation.save()
        log(member, "people.invited", user=by, data={"name": email, "role": role.role})
        send_invitation.enqueue(invitation_id=invitation.pk)
    return invitation


def check_pace(member: Member, email: str) -> None:
    """Nobody's mailbox is filled by pressing a button again and again."""
    now = timezone.now()
    if Invitation.objects.filter(role__member=member, email=email, sent_at__gt=now - PAUSE).exists():
        raise ActionRefused(_("A questo indirizzo è appena partito un messaggio: aspetta cinque minuti."))
    sent = AuditEntry.objects.filter(member=member, action__in=MAILED, timestamp__gt=now - timedelta(days=1))
    if sent.filter(data__name=email).count() >= MOST_TO_ONE:
        raise ActionRefused(_("A questo indirizzo oggi sono già partiti molti messaggi: continua domani."))
    if sent.count() >= MOST_IN_A_DAY:
        raise ActionRefused(_("Oggi sono già partiti molti inviti di questo ente: continua domani."))
