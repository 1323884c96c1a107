"""Mail that must not hold up an answer."""

from __future__ import annotations

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

from federation.models import StoredTask, User


@task(label=_("E-mail per una nuova password"))
def send_password_reset(email: str) -> None:
    """To every active person with that address and a password of their own; to nobody, otherwise."""
    for user in PasswordResetForm().get_users(email):
        uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
        path = reverse("wagtailadmin_password_reset_confirm", settings.ADMIN_URLCONF, [uid, token])
        context = {"person": user, "url": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
        _send(user, gettext("Una nuova password per l’amministrazione dei siti"), "password_reset", context)


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
        _send(user, subject, "security_notice", {"person": user, "what": what})


def _send(user: User, subject: str, template: str, context: dict[str, object]) -> None:
    send_mail(subject, render_to_string(f"federation/signing_in/{template}.txt", context), None, [user.email])
