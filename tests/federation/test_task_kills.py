"""Processes that run tasks are killed, stopped and kept busy: no task is lost, and no editor waits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.databases import temporary_postgres
from tests.migrated import copy_migrated_database, postgres_template

LIMIT = 600  # seconds


def run_scenarios(url: str) -> None:
    """In a process of its own, on an empty database; what was seen is printed."""
    command = [sys.executable, "-W", "error", "-m", "tests.killing_tasks"]
    result = subprocess.run(
        command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    sys.stdout.write(result.stdout)
    assert result.returncode == 0, result.stderr[-3000:]


@pytest.mark.ci
def test_no_task_is_lost_on_sqlite(tmp_path: Path) -> None:
    copy_migrated_database(tmp_path / "database.sqlite3")
    run_scenarios(f"sqlite:///{tmp_path / 'database.sqlite3'}")


@pytest.mark.ci
@pytest.mark.postgres
def test_no_task_is_lost_on_postgresql() -> None:
    name = f"comuni_tasks_{os.getpid()}"
    with temporary_postgres(os.environ["DATABASE_URL"], name=name, template=postgres_template()) as url:
        run_scenarios(url)
