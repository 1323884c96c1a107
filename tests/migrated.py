"""An empty database after all migrations, made once for as long as no migration changes: they take longer than most
tests, and five processes of a run need one. SQLite only; PostgreSQL's are made by the migrations each time."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".pytest_cache" / "migrated"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's name for the test database of a process


def migrated_database() -> Path:
    """The file. Whoever comes first makes it, the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{_fingerprint()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for former in FOLDER.glob("*.sqlite3*"):
                former.unlink()
            _migrate(file.with_suffix(".sqlite3.new"))
            file.with_suffix(".sqlite3.new").rename(file)
    return file


def copy_migrated_database(to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(migrated_database(), to)


def fill_test_database() -> sqlite3.Connection:
    """Puts its pages where Django looks for the test database of this process; they stay while the answer is open."""
    keeper = sqlite3.connect(IN_MEMORY, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(migrated_database())) as migrated:
        migrated.backup(keeper)
    return keeper


def _fingerprint() -> str:
    """Of every migration of every application, and of the settings that migrations could read."""
    files = {Path(sys.modules[one.__module__].__file__ or "") for one in MigrationLoader(None).disk_migrations.values()}
    found = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for file in sorted(files):
        found.update(str(file).encode() + file.read_bytes())
    return found.hexdigest()[:32]


def _migrate(file: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    with closing(sqlite3.connect(file)) as migrated:
        migrated.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
