"""Somebody takes the role that the link of an invitation offers: the person who is signed in, or a new one.

The link proves that they read the mail of the address; the account must be that address's, so nobody's is taken over.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.actions.managing import log_person
from federation.models import Invitation, User
from federation.refusal import ActionRefused
from federation.tenancy.people import check_is_ours_to_give, people_of
from federation.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who has no account yet; the password has been validated."""

    first_name: str
    last_name: str
    password: str


def accept_invitation(token: str, who: User | Newcomer) -> User:
    """The person, with the role. Once, and one account for an address: all its invitations are locked before one is
    looked at."""
    with unit_of_work():
        address = Invitation.objects.by_token(token).values_list("email", flat=True).first()
        list(Invitation.objects.filter(email=address).order_by("pk").select_for_update())
        invitation = Invitation.objects.by_token(token).first()
        if invitation is None or (problem := invitation.why_closed()):
            raise ActionRefused(problem if invitation else _("Questo invito non vale più."))
        person = _new_person(invitation, who) if isinstance(who, Newcomer) else _known_person(invitation, who)
        person.groups.add(invitation.role.group)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        member, role = invitation.role.member, invitation.role.role
        log_person(member, "invitation_accepted", person, by=person, before=[], after=[role])
    return person


def has_account(email: str) -> bool:
    """Deactivated ones too: an invitation is no way around that."""
    return User.objects.filter(email__iexact=email).exists()


def is_for(invitation: Invitation, person: User) -> bool:
    return person.email.strip().lower() == invitation.email


def _known_person(invitation: Invitation, person: User) -> User:
    if not is_for(invitation, person) or not person.is_active:
        raise ActionRefused(_("L’invito è per un altro indirizzo e-mail."))
    if people_of(invitation.role.member).filter(pk=person.pk).exists():
        raise ActionRefused(_("Lavori già per questo ente, o ne sei sospeso: rivolgiti a chi lo amministra."))
    check_is_ours_to_give(person, invitation.role)
    return person


def _new_person(invitation: Invitation, newcomer: Newcomer) -> User:
    known = ActionRefused(_("Con questo indirizzo c’è già un’utenza: entra, e apri di nuovo l’invito."))
    person = User(
        username=_free_username(invitation.email),  # before the question, so that who makes one now is met at the end
        email=invitation.email,
        first_name=newcomer.first_name,
        last_name=newcomer.last_name,
    )
    if has_account(invitation.email):
        raise known
    person.set_password(newcomer.password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # made in another way at the same moment
        raise known from None
    return person


def _free_username(email: str) -> str:
    """The address, which nobody forgets; somebody else may be called so already."""
    taken = User.objects.filter(username__iexact=email).exists()
    return f"{email[:140]}-{User.objects.count()}" if taken else email
