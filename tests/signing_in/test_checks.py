"""What would leave a production installation open is an error at its start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from federation.models import Member
from federation.signing_in.checks import check_mail, check_members_of_providers, check_providers, check_second_factor
from tests.architecture.sources import ROOT

PRODUCTION = {
    "SECRET_KEY": "a-long-and-random-string-of-more-than-fifty-characters-0123456789",
    "ADMIN_HOST": "redazione.consorzio.example",
    "EMAIL_URL": "smtp+tls://posta:segreto@mail.example:587",
    "BEHIND_PROXY": "1",
}
ENTRY = {
    "key": "gateway",
    "name": "SPID o CIE",
    "issuer": "https://gateway.example",
    "client_id": "siti",
    "client_secret": "segreto",
    "members": ["*"],
    "grants": "ruoli",
    "roles": {"redattore": "editor"},
}


def check(tmp_path: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` as an operator runs it, in a process with the environment of production."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | PRODUCTION | {"VAR_DIR": str(tmp_path)} | changes
    command = [sys.executable, "manage.py", "check", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.ci
def test_the_deployment_check_of_production_finds_nothing(tmp_path: Path) -> None:
    run = check(tmp_path, "--deploy", "--fail-level", "INFO")
    assert (run.returncode, "no issues" in run.stdout + run.stderr) == (0, True), run.stdout + run.stderr


@pytest.mark.ci
@pytest.mark.parametrize(
    ("changes", "arguments", "error"),
    [
        ({"SECOND_FACTOR": "optional"}, (), "signing_in.E002"),
        pytest.param({"SECOND_FACTOR": "off"}, (), "signing_in.E001", marks=pytest.mark.ci),
        pytest.param({"DEMO": "1"}, ("--deploy",), "federation.E003", marks=pytest.mark.ci),
    ],
)
def test_production_without_a_second_factor_does_not_start(
    tmp_path: Path, changes: dict[str, str], arguments: tuple[str, ...], error: str
) -> None:
    run = check(tmp_path, *arguments, **changes)
    assert (run.returncode, error in run.stderr) == (1, True), run.stderr


def test_outside_the_demonstration_the_second_factor_must_be_required(settings: Any) -> None:
    assert check_second_factor() == []
    settings.DEMO = False
    assert [error.id for error in check_second_factor()] == ["signing_in.E002"]
    settings.SECOND_FACTOR = "required"
    assert check_second_factor() == []


def test_production_without_mail_is_told(settings: Any) -> None:
    settings.DEMO = settings.EMAIL_CONFIGURED = False
    assert [error.id for error in check_mail()] == ["signing_in.E006"]


def test_a_good_provider_is_no_error(settings: Any) -> None:
    settings.DEMO, settings.OIDC_PROVIDERS = False, [ENTRY]
    assert check_providers() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": "http://gateway.example"}, "not https"),
        ({"grants": ""}, "neither"),
        ({"member": "ente", "role": "ruolo"}, "or both"),
        ({"roles": {"capo": "superuser"}}, "no such role: superuser"),
        ({"secret": "x"}, "unknown: secret"),
        ({"members": "crema"}, "`members` is of a wrong type"),
        ({"members": None}, "`members` is of a wrong type"),
        ({"roles": ["redattore"]}, "`roles` is of a wrong type"),
        ({"client_id": None}, "`client_id` is of a wrong type"),
    ],
)
def test_a_provider_that_cannot_work_is_told(settings: Any, changes: dict[str, Any], said: str) -> None:
    settings.DEMO = False
    settings.OIDC_PROVIDERS = [ENTRY | changes]
    (error,) = check_providers()
    assert error.id == "signing_in.E003"
    assert said in error.msg


@pytest.mark.parametrize("entries", [[1], [None], {"key": "gateway"}, "gateway"])
def test_what_is_no_list_of_providers_is_told(settings: Any, entries: Any) -> None:
    settings.OIDC_PROVIDERS = entries
    assert {error.id for error in check_providers()} == {"signing_in.E003"}
    assert check_members_of_providers(databases=["default"]) == []


def test_a_provider_without_its_name_and_two_of_one_key_are_told(settings: Any) -> None:
    settings.OIDC_PROVIDERS = [{"key": "gateway"}, ENTRY, ENTRY]
    assert [error.id for error in check_providers()] == ["signing_in.E003", "signing_in.E004"]


def test_a_provider_for_a_member_that_does_not_exist_is_told(settings: Any, crema: Member) -> None:
    settings.OIDC_PROVIDERS = [ENTRY | {"members": ["crema", "cremma"]}]
    assert [error.msg for error in check_members_of_providers(databases=["default"])] == [
        "OIDC_PROVIDERS names no member: cremma"
    ]
    assert check_members_of_providers() == []


def test_the_tests_themselves_run_without_a_finding(db: None) -> None:
    assert run_checks() == []
