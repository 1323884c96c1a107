"""Somebody who signs in by way of the identity provider."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.test import Client

from tests.identity_provider import PASSWORD
from tests.signing_in.person import HOME

GO, RETURN = "/admin/accesso/con/gateway/", "/admin/accesso/con/gateway/ritorno/"
REFUSED = 403


class Browser:
    """Somebody's browser: their session with us, and with the provider."""

    def __init__(self, username: str) -> None:
        self.username = username
        self.site = Client(SERVER_NAME=django_settings.ADMIN_HOST)
        self.elsewhere = requests.Session()

    def address_of_return(self) -> str:
        """Goes to the provider, signs in there, and stops before the way back."""
        answer = self.elsewhere.get(self.site.get(GO)["Location"])
        form = {"login": self.username, "password": PASSWORD}
        form["csrfmiddlewaretoken"] = self.elsewhere.cookies["identitycsrf"]
        answer = self.elsewhere.post(answer.url, form, allow_redirects=False)
        answer = self.elsewhere.get(
            requests.compat.urljoin(answer.url or "", answer.headers["Location"]), allow_redirects=False
        )
        while urlsplit(answer.headers["Location"]).path != RETURN:
            answer = self.elsewhere.get(
                requests.compat.urljoin(answer.url, answer.headers["Location"]), allow_redirects=False
            )
        return answer.headers["Location"]

    def signs_in(self) -> Any:
        return self.returns_by(self.address_of_return())

    def returns_by(self, address: str) -> Any:
        return self.site.get(f"{RETURN}?{urlsplit(address).query}")

    def is_in(self) -> bool:
        return self.site.get(HOME).status_code == 200


def roles_of(subject: str) -> set[str]:
    return set(Group.objects.filter(user__external_identities__subject=subject).values_list("name", flat=True))
