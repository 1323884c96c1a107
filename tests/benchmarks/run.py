"""Measures on one database, the one of DATABASE_URL; `python -m tests.benchmarks` starts it for each."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from time import perf_counter

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

import tests.environment  # noqa: F401 sets what Django reads next


def main() -> None:
    """Prints one JSON value: facts and costs. Progress goes to the error stream."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    django.setup()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    from tests.benchmarks import by_alias, by_placement, italy  # models are loaded only now

    country = italy.found()
    costs = []
    for members, times, alias_times in ((60, 5, 3), (600, 5, 1), (italy.COMUNI, 5, 0)):
        start = perf_counter()
        italy.grow(country, to=members)
        _say(f"{members} members after {perf_counter() - start:.1f} s")
        costs += by_placement.costs(country, members=members, times=times)
        if alias_times:
            costs += by_alias.costs(country, members=members, times=alias_times)
    facts = f"{_database()}, Python {platform.python_version()}, Django {django.__version__}"
    sys.stdout.write(json.dumps({"facts": facts, "costs": [asdict(cost) for cost in costs]}))


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version} (WAL, IMMEDIATE)"
    version = connection.pg_version  # type: ignore[attr-defined]
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
