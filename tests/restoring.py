"""What a test with transactions of its own finds after another one has emptied the tables."""

from __future__ import annotations

import sqlite3
from typing import Any


def keep_as_it_is(connection: Any) -> None:
    """`serialized_rollback` brings back what the database holds now.

    Django writes the rows down as JSON and saves them one by one, which takes longer than most tests; SQLite copies
    its pages.
    """
    if connection.vendor != "sqlite":
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()
        return
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(kept)
    connection._test_serialized_contents = "kept as pages"
    connection.creation.deserialize_db_from_string = lambda _: kept.backup(connection.connection)
