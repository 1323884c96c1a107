"""Somebody who signs in, by HTTP as a browser would."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from federation.models import User

PASSWORD = "una frase che nessuno indovina"
LOGIN, HOME = "/admin/login/", "/admin/"
CODE, FACTORS, APP = "/admin/accesso/codice/", "/admin/sicurezza/", "/admin/sicurezza/app/"
RECOVERY_CODES = "/admin/sicurezza/codici/"


def code_of_app(secret: str, *, steps_ago: int = 0) -> str:
    """What an authenticator app shows for the secret."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - steps_ago))


@dataclass
class Person:
    user: User
    client: Client
    secret: str = ""
    recovery_codes: list[str] = field(default_factory=list)

    def types_password(self, password: str = PASSWORD, **extra: Any) -> Any:
        return self.client.post(LOGIN, {"username": self.user.username, "password": password}, **extra)

    def types_code(self, code: str, **extra: Any) -> Any:
        return self.client.post(CODE, {"code": code}, **extra)

    def sets_up_app(self) -> None:
        """Reads the key beside the drawing, types the code, and keeps the recovery codes that are shown."""
        self.secret = self.client.get(APP).context["form"].secret
        answer = self.client.post(APP, {"code": code_of_app(self.secret)})
        assert (answer.status_code, answer["Location"]) == (302, RECOVERY_CODES)
        shown = self.client.get(RECOVERY_CODES).content.decode()
        self.recovery_codes = re.findall(r"<li>(\d{8})</li>", shown)

    def leaves(self) -> None:
        self.client.post("/admin/logout/")

    def is_in(self) -> bool:
        return bool(self.client.get(HOME).status_code == 200)
