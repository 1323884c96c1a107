"""An empty database after all migrations, made once for as long as no migration changes: they take longer than most
tests, and five processes of a run need one. A file for SQLite; on PostgreSQL a template that others are copied from."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".pytest_cache" / "migrated"
KNOWN = "SELECT datname FROM pg_database WHERE datname LIKE 'comuni\\_migrated\\_%'"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's name for the test database of a process


def migrated_database() -> Path:
    """The file. Whoever comes first makes it, the others wait."""
    file = FOLDER / f"{_fingerprint()}.sqlite3"
    with _alone():
        if not file.exists():
            for former in FOLDER.glob("*.sqlite3*"):
                former.unlink()
            new = file.with_suffix(".sqlite3.new")
            _migrate(f"sqlite:///{new}")
            with closing(sqlite3.connect(new)) as migrated:
                migrated.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
            new.rename(file)
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


def postgres_template() -> str:
    """The name of the database, on the server that DATABASE_URL names. Whoever comes first makes it, also of another
    checkout."""
    name = f"comuni_migrated_{_fingerprint()}"
    with psycopg.connect(_postgres_url("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext('comuni_migrated'))")  # until the connection is closed
        known = [row[0] for row in server.execute(KNOWN)]
        if name not in known:
            for former in known:
                server.execute(f'DROP DATABASE "{former}"')
            server.execute(f'CREATE DATABASE "{name}_new"')
            _migrate(_postgres_url(f"{name}_new"))
            server.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


def _postgres_url(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql", path=f"/{name}"))


@contextmanager
def _alone() -> Iterator[None]:
    """One process of this run after the other."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    """Of every migration of every application, and of the settings that migrations could read."""
    files = {Path(sys.modules[one.__module__].__file__ or "") for one in MigrationLoader(None).disk_migrations.values()}
    found = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for file in sorted(files):
        found.update("/".join(file.parts[-3:]).encode() + file.read_bytes())
    return found.hexdigest()[:32]


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)
