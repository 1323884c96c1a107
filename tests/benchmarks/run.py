"""Measures one part on one database, the one of DATABASE_URL; `python -m tests.benchmarks` starts it for each."""

from __future__ import annotations

import json
import logging
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
    set_up()
    call_command("migrate", verbosity=0)
    costs = []
    for found in {"admin": _admin, "country": _country}[sys.argv[1]]():
        costs += found
        _say(", ".join(dict.fromkeys(cost.table for cost in found)))
    facts = f"{_database()}, Python {platform.python_version()}, Django {django.__version__}"
    sys.stdout.write(json.dumps({"facts": facts, "costs": [asdict(cost) for cost in costs]}))


def set_up() -> None:
    """Django, with the settings of production."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are measured, too


def _admin() -> Iterator[list[Cost]]:
    """The consortium's editors and a member's, at the size of one consortium."""
    from tests.benchmarks import admin, italy

    country = italy.found()
    italy.grow(country, to=64)
    yield admin.costs(country)


def _country() -> Iterator[list[Cost]]:
    """As the country grows. Aliases end at 600 members: there one publication takes ten seconds."""
    from tests.benchmarks import attacks, databases, delta, graphql, indexing, italy, one_notice, pages
    from tests.publishing import republish

    country = italy.found()
    italy.grow(country, to=60)
    notices = italy.publish_notices(country, count=1)
    yield pages.costs(country, way="1 item")
    notices += italy.publish_notices(country, count=99)
    italy.settle()
    yield pages.costs(country, way="100 items")
    with databases.copy_of(os.environ["DATABASE_URL"]) as small:
        yield graphql.costs(country)
        yield attacks.costs()
        yield delta.costs(country, way="60 sites")
        yield one_notice.costs(country, members=60, by_alias=5)
        yield indexing.costs(country)
        italy.grow(country, to=600)
        yield one_notice.costs(country, members=600, by_alias=1)
        italy.grow(country, to=italy.COMUNI)
        yield one_notice.costs(country, members=italy.COMUNI, beside="few others")
        for notice in notices:
            republish(notice)  # is now for everybody
        italy.settle()
        yield pages.costs_in_turns({"60 sites": small, f"{italy.COMUNI:,} sites": os.environ["DATABASE_URL"]})
    yield delta.costs(country, way=f"{italy.COMUNI:,} sites")
    yield one_notice.costs(country, members=italy.COMUNI, beside="100 others")


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version} (WAL, IMMEDIATE)"
    version = connection.pg_version  # type: ignore[attr-defined]
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
