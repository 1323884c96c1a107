"""Deletes ended sessions, and addresses that were kept only to count wrong attempts."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone


def forget_sign_ins() -> None:
    call_command("clearsessions")
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
