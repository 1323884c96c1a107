"""Takes away a person's second factors, for who lost the device and the recovery codes; they set up new ones."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from federation.actions.end_sessions import end_sessions
from federation.mail import send_security_notice
from federation.models import Member, MemberRole, User
from federation.refusal import ActionRefused
from federation.unit_of_work import unit_of_work


def reset_second_factor(user: User, *, by: User | None = None) -> int:
    """How many there were. Ends the sessions and tells the person by mail. `by` is None for a command."""
    with unit_of_work():
        if by is not None:
            _check_answers_for(user, by=by)
        number: int = Authenticator.objects.filter(user=user).delete()[0]
        if by is not None and not number:
            raise ActionRefused(_("Non c’è nessun secondo fattore da togliere."))
        end_sessions(user)
        log(user, "signing_in.factors_reset", user=by, data={"number": number})
        what = _("sono stati tolti i secondi fattori: al prossimo accesso ne configuri uno nuovo")
        send_security_notice.enqueue(user_id=user.pk, what=what)
    return number


def _check_answers_for(user: User, *, by: User) -> None:
    """Who opens one door for a person opens all of theirs: every role must lie where `by` is administrator."""
    if user == by or user.is_superuser:
        raise ActionRefused(_("Per te stesso e per un amministratore di sistema da qui non si può."))
    groups = user.groups.values("pk")
    roles = MemberRole.objects.filter(group__in=groups) | MemberRole.objects.filter(suspensions__user=user)
    members = set(roles.values_list("member_id", flat=True))
    within = Member.objects.administered_by(by).filter(pk__in=members).count() == len(members)
    others = user.groups.filter(member_role=None).exists() or user.user_permissions.exists()
    if not members or not within or (others and not by.is_superuser):
        raise ActionRefused(_("Ha un ruolo anche presso altri enti: deve farlo l’amministratore del consorzio."))
