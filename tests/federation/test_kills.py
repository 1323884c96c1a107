"""A process that publishes may be killed at any moment: the repair heals what is left. Ten in CI, 100 in soak."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from secrets import randbelow

import pytest

from tests.benchmarks.databases import temporary_postgres
from tests.migrated import copy_migrated_database, postgres_template

LIMIT = 600  # seconds


def kill(times: int, *, url: str) -> None:
    """In a process of its own, on an empty database; its seed is printed."""
    seed = int(os.environ.get("KILL_SEED", "") or randbelow(10**6))
    command = [sys.executable, "-W", "error", "-m", "tests.killing", str(times), str(seed)]
    result = subprocess.run(
        command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    sys.stdout.write(result.stdout)
    assert result.returncode == 0, f"KILL_SEED={seed}\n{result.stderr[-3000:]}"


@pytest.mark.parametrize("times", [pytest.param(10, marks=pytest.mark.ci), pytest.param(100, marks=pytest.mark.soak)])
def test_kills_on_sqlite_are_healed(times: int, tmp_path: Path) -> None:
    copy_migrated_database(tmp_path / "database.sqlite3")
    kill(times, url=f"sqlite:///{tmp_path / 'database.sqlite3'}")


@pytest.mark.soak
@pytest.mark.postgres
def test_kills_on_postgresql_are_healed() -> None:
    name = f"comuni_kill_{os.getpid()}"
    with temporary_postgres(os.environ["DATABASE_URL"], name=name, template=postgres_template()) as url:
        kill(100, url=url)
