"""Mail that must not hold up an answer."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from federation.models import User


@task()
def send_password_reset(email: str) -> None:
    """To every active person with that address and a password of their own; to nobody, otherwise."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=settings.WAGTAILADMIN_BASE_URL.partition("://")[2],
            use_https=settings.WAGTAILADMIN_BASE_URL.startswith("https"),
            subject_template_name="federation/signing_in/password_reset_subject.txt",
            email_template_name="federation/signing_in/password_reset.txt",
        )


@task()
def send_security_notice(user_id: int, what: str) -> None:
    """Tells a person of a change by which they could be locked out, or another let in."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user:
        text = render_to_string("federation/signing_in/security_notice.txt", {"person": user, "what": what})
        send_mail(_("È cambiato qualcosa nella sicurezza della tua utenza"), text, None, [user.email])
