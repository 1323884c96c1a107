"""Deletes ended sessions, addresses that were kept only to count wrong attempts, and old sign-ins of the register.

Who was given or lost a role, and whose second factors were reset, stays: it says who could publish.
"""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.models import AuditEntry

OF_PERSONS = ("signing_in.", "tenancy.")  # who came when, and what they were refused
KEPT = ("signing_in.role_granted", "signing_in.role_withdrawn", "signing_in.factors_reset")


def forget_sign_ins() -> None:
    call_command("clearsessions")
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
    before = timezone.now() - timedelta(days=settings.SIGN_IN_DAYS)
    for prefix in OF_PERSONS:
        for model in (ModelLogEntry, AuditEntry):
            old = model.objects.filter(action__startswith=prefix, timestamp__lt=before)
            old.exclude(action__in=KEPT).delete()
