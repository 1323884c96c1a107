"""Mail to people, written by tasks: it holds up no answer, and what is secret in it lies in no task's row."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from federation.models import Invitation, StoredTask, User
from federation.models.invitation import hash_of


@task(label=_("E-mail per una nuova password"))
def send_password_reset(email: str) -> None:
    """To every active person with that address and a password of their own; to nobody, otherwise."""
    for user in PasswordResetForm().get_users(email):
        uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
        path = reverse("wagtailadmin_password_reset_confirm", settings.ADMIN_URLCONF, [uid, token])
        context = {"person": user, "url": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
        _send(user.email, gettext("Una nuova password per l’amministrazione dei siti"), "password_reset", context)


def was_just_asked_for(email: str) -> bool:
    """Whether a message of this kind was asked for so little ago that the first one may still be under way."""
    same = StoredTask.objects.filter(task_path=send_password_reset.module_path, args_kwargs__kwargs={"email": email})
    return same.filter(enqueued_at__gte=timezone.now() - settings.AXES_COOLOFF_TIME).exists()


@task(label=_("E-mail di avviso sulla sicurezza"))
def send_security_notice(user_id: int, what: str) -> None:
    """Tells a person of a change by which they could be locked out, or another let in."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user:
        subject = gettext("È cambiato qualcosa nella sicurezza della tua utenza")
        _send(user.email, subject, "security_notice", {"person": user, "what": what})


@task(label=_("E-mail d’invito"))
def send_invitation(invitation_id: int) -> None:
    """Makes the link and sends it; done again, it sends a new link, and the one before opens nothing any more. None is
    sent that would open nothing."""
    invitation = Invitation.objects.pending().select_related("role__member", "invited_by").get(pk=invitation_id)
    if invitation.why_closed():
        return
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.save(update_fields=["token_hash"])
    site = invitation.role.member.site_title
    context = {
        "site": site,
        "role": invitation.role.get_role_display(),
        "inviter": invitation.invited_by.get_full_name() if invitation.invited_by else "",
        "until": invitation.expires_on,
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("account_invitation", settings.ADMIN_URLCONF, [token]),
    }
    subject = gettext("Invito a lavorare al sito «%(site)s»") % {"site": site}
    _send(invitation.email, subject, "invitation", context)


def _send(address: str, subject: str, template: str, context: dict[str, object]) -> None:
    send_mail(subject, render_to_string(f"federation/signing_in/{template}.txt", context), None, [address])
