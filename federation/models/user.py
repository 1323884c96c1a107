"""A person who signs in. Own model from the first migration, because Django cannot swap it later."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An editor of one or several members; what they may do is data of their groups (`MemberRole`)."""

    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django ends the sessions whose hash is not this one any more: after a new password, and when they are counted
        as ended (`actions/end_sessions.py`)."""
        stored: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        if not self.sessions_ended:
            return stored
        return salted_hmac(stored, str(self.sessions_ended), secret=secret, algorithm="sha256").hexdigest()
