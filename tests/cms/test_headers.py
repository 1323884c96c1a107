"""The content security policy of each kind of page, and the cookies of each kind of host."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from federation.models import Member, User


def policy_of(host: str, path: str, user: User | None = None) -> dict[str, str]:
    client = Client(SERVER_NAME=host)
    if user:
        client.force_login(user)
    header = client.get(path).headers["Content-Security-Policy"]
    return {name: values for name, _, values in (part.strip().partition(" ") for part in header.split(";"))}


def test_a_members_site_runs_no_inline_code(crema: Member) -> None:
    policy = policy_of(crema.hostname or "", "/")
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/sicurezza/", "/admin/sicurezza/app/", "/admin/password_reset/"]
)
def test_where_passwords_and_codes_are_typed_neither_and_no_frame_holds_the_page(db: None, path: str) -> None:
    user = None if path.endswith(("login/", "reset/")) else User.objects.create_superuser("administrator")
    policy = policy_of(django_settings.ADMIN_HOST, path, user)
    assert (policy["script-src"], policy["style-src"], policy["frame-ancestors"]) == ("'self'", "'self'", "'none'")


def test_the_admin_runs_its_own_inline_code_and_nothing_from_elsewhere(db: None) -> None:
    policy = policy_of(django_settings.ADMIN_HOST, "/admin/", User.objects.create_superuser("administrator"))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    for name in ("connect-src", "form-action", "frame-src", "frame-ancestors", "media-src"):
        assert policy[name] == "'self'", name
    assert (policy["default-src"], policy["base-uri"]) == ("'none'", "'none'")
    assert not [values for values in policy.values() if "http" in values or "*" in values]


def test_no_page_of_the_admin_is_shown_in_another_sites_frame(db: None) -> None:
    assert Client(SERVER_NAME=django_settings.ADMIN_HOST).get("/admin/login/").headers["X-Frame-Options"] == "DENY"


def test_reading_a_members_site_sets_no_cookie(crema: Member, visit: Any) -> None:
    assert visit(crema, "/").cookies == {}
