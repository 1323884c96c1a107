"""Which tests cannot run on this machine, and why; said at the end of every run instead of being passed over."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.browser import chromium

# Helpers whose assertions explain themselves, too; before anything imports one of them.
pytest.register_assert_rewrite(
    "tests.admin_desk",
    "tests.rising",
    "tests.mobile_api.app",
    "tests.search.engine_contract",
    "tests.e2e.visitor",
    "tests.tenancy.advisories.asking",
)


def missing_services() -> dict[str, str]:
    """By marker: why its tests are left out here."""
    missing: dict[str, str] = {}
    if os.environ.get("CI"):
        missing["short"] = "where CI is set, the long forms of the same tests run"
    else:
        missing["ci"] = "they take minutes; `.ci/run` runs them, and so does `CI=1 make test`"
    if chromium() is None:
        missing["browser"] = "no Chromium: install one, or name it in CHROMIUM"
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        missing["postgres"] = "no PostgreSQL: set DATABASE_URL=postgres://…"
    if not os.environ.get("TESTS_ELASTICSEARCH_URL"):
        missing["elasticsearch"] = "no Elasticsearch: set ELASTICSEARCH_URL=http://…"
    if not os.environ.get("REDIS_URL"):
        missing["redis"] = "no Redis: set REDIS_URL=redis://…"
    if not os.environ.get("TESTS_S3_ENDPOINT_URL") or not os.environ.get("TESTS_S3_BUCKET"):
        missing["s3"] = "no S3: set S3_ENDPOINT_URL=http://…, S3_BUCKET and AWS's variables for the credentials"
    return missing


def required_but_missing() -> list[str]:
    """What REQUIRED_SERVICES asks for (`chromium postgres redis elasticsearch s3`) and this machine lacks."""
    missing = missing_services()
    names = os.environ.get("REQUIRED_SERVICES", "").split()
    return [name for name in names if {"chromium": "browser"}.get(name, name) in missing]


def pytest_configure(config: pytest.Config) -> None:
    if lacking := required_but_missing():
        raise pytest.UsageError(f"REQUIRED_SERVICES names what is not here: {', '.join(lacking)}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = missing_services()
    left_out = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    if terminalreporter.config.option.markexpr == "soak":
        return
    for marker, reason in missing_services().items():
        terminalreporter.write_line(f"Not run: tests marked {marker}: {reason}.")
    terminalreporter.write_line("Not run: tests marked soak: they are long; `make soak` runs them.")
