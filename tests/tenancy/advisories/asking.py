"""What an answer may tell to whom."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.admin_desk import URLS

SECRET = "Segretissimo"


def path(name: str, *args: Any) -> str:
    return reverse(name, args=args, urlconf=URLS)


def shows_nothing(response: Any, *, status: int = 404) -> None:
    assert response.status_code == status
    assert SECRET not in response.text


def only_for(allowed: Client, address: str, client: Client, *, status: int = 404) -> None:
    assert SECRET in allowed.get(address).text, address
    shows_nothing(client.get(address), status=status)
