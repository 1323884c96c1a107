"""Databases of the benchmark's own: a file for SQLite, a new database on the server that DATABASE_URL names."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg


def urls() -> Iterator[str]:
    """One after another; each is removed when the next is asked for."""
    with tempfile.TemporaryDirectory(prefix="comuni-bench-") as folder:
        yield f"sqlite:///{folder}/database.sqlite3"
    if server := os.environ.get("DATABASE_URL", ""):
        with temporary_postgres(server, name=f"comuni_bench_{os.getpid()}") as url:
            yield url


@contextmanager
def copy_of(url: str) -> Iterator[str]:
    """As it stands now, row for row; closes Django's connection to it."""
    from django.db import connection

    connection.close()  # PostgreSQL copies what nobody uses
    if (scheme := url.partition(":")[0]) != "sqlite":
        name = urlsplit(url).path.strip("/")
        with temporary_postgres(url, name=f"{name}_copy", template=name) as copy:
            yield copy
        return
    path = url.removeprefix(f"{scheme}:///")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(f"{path}.copy")) as target:
        source.backup(target)
    yield f"{url}.copy"


@contextmanager
def temporary_postgres(server: str, *, name: str, template: str = "template1") -> Iterator[str]:
    """Creates the database, yields its URL, drops it."""
    parts = urlsplit(server)._replace(scheme="postgresql")
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
