"""Measures one part on one database, the one of DATABASE_URL; `python -m tests.benchmarks` starts it for each."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

import tests.environment  # noqa: F401 sets what Django reads next

if TYPE_CHECKING:
    from tests.benchmarks.measuring import Cost


def main() -> None:
    """Prints one JSON value: facts and costs. Progress goes to the error stream."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    call_command("migrate", verbosity=0)
    costs = []
    for found in {"admin": _admin, "country": _country}[sys.argv[1]]():
        costs += found
        _say(", ".join(dict.fromkeys(cost.table for cost in found)))
    facts = f"{_database()}, Python {platform.python_version()}, Django {django.__version__}"
    sys.stdout.write(json.dumps({"facts": facts, "costs": [asdict(cost) for cost in costs]}))


def _admin() -> Iterator[list[Cost]]:
    """The consortium's editors and a member's, at the size of one consortium."""
    from tests.benchmarks import admin, italy

    country = italy.found()
    italy.grow(country, to=64)
    yield admin.costs(country)


def _country() -> Iterator[list[Cost]]:
    """As the country grows. Aliases end at 600 members: there one publication takes ten seconds."""
    from tests.benchmarks import by_alias, by_placement, delta, graphql, indexing, italy, pages
    from tests.publishing import republish

    country = italy.found()
    italy.grow(country, to=60)
    notices = italy.publish_notices(country, count=1)
    yield pages.costs(country, table=pages.BY_ITEMS, way="1 item")
    notices += italy.publish_notices(country, count=99)
    italy.settle()
    yield pages.costs(country, table=pages.BY_ITEMS, way="100 items")
    yield pages.costs(country, table=pages.BY_SITES, way="60 sites")
    yield graphql.costs(country)
    yield delta.costs(country, way="60 sites")
    yield by_placement.costs(country, members=60, times=5)
    yield by_alias.costs(country, members=60, times=3)
    yield indexing.costs(country)
    italy.grow(country, to=600)
    yield by_placement.costs(country, members=600, times=5)
    yield by_alias.costs(country, members=600, times=1)
    italy.grow(country, to=italy.COMUNI)
    yield by_placement.costs(country, members=italy.COMUNI, times=5, beside="few others")
    for notice in notices:
        republish(notice)  # is now for everybody
    italy.settle()
    yield pages.costs(country, table=pages.BY_SITES, way=f"{italy.COMUNI:,} sites")
    yield delta.costs(country, way=f"{italy.COMUNI:,} sites")
    yield by_placement.costs(country, members=italy.COMUNI, times=5, beside="100 others")


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version} (WAL, IMMEDIATE)"
    version = connection.pg_version  # type: ignore[attr-defined]
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
