"""Every row of every table, and what a request did to those of another member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from federation.models import Association, Channel, Member

Rows = dict[str, dict[Any, tuple[Any, ...]]]
# An audience may name any member, and everybody's items travel on the consortium's channels.
MAY_BE_REFERRED_TO = (Member, Channel, Association)


@dataclass(frozen=True)
class Table:
    """One table, its columns, and which of them lead to which other table."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    key: int
    references: tuple[tuple[int, str], ...]
    generic: tuple[int, int] | None


@cache
def tables() -> list[Table]:
    """Of all models, many-to-many included; not those of search indexes, which are derived."""
    models_ = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return [_table(model) for model in models_ if "indexentry" not in model._meta.db_table.lower()]


def count_writes() -> dict[str, int]:
    """How often this transaction has written to each table, undone or not, as PostgreSQL counts; SQLite does not."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def read_rows(known: Rows | None = None, writes: dict[str, int] | None = None) -> Rows:
    """The whole database; of tables that nobody has written to since `writes` were counted, what is `known`."""
    rows: Rows = dict(known or {})
    now = count_writes() if writes else {}
    with connection.cursor() as cursor:
        for table in tables():
            if now and table.name in rows and now.get(table.name) == (writes or {}).get(table.name):
                continue
            columns = ", ".join(connection.ops.quote_name(column) for column in table.columns)
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 our own names
            rows[table.name] = {row[table.key]: row for row in cursor.fetchall()}
    return rows


def added(before: Rows, after: Rows) -> dict[str, set[Any]]:
    """The keys of new rows, by table."""
    return {name: set(rows) - set(before[name]) for name, rows in after.items()}


def harm(before: Rows, after: Rows, theirs: dict[str, set[Any]]) -> Iterator[str]:
    """One sentence for each row of theirs that was changed, deleted, or newly referred to."""
    for table in tables():
        old, new = before[table.name], after[table.name]
        for key in theirs.get(table.name, ()):
            if key in old and old[key] != new.get(key):
                yield f"{table.name} {key} was {'changed' if key in new else 'deleted'}{_where(table, old, new, key)}"
        for key, row in new.items():
            if row != old.get(key):
                yield from _references(table, key, row, old.get(key), theirs)


def _references(
    table: Table, key: Any, row: tuple[Any, ...], old: tuple[Any, ...] | None, theirs: dict[str, set[Any]]
) -> Iterator[str]:
    for index, target in table.references:
        if row[index] in theirs.get(target, ()) and (old is None or old[index] != row[index]):
            yield f"{table.name} {key} now refers to {target} {row[index]} by {table.columns[index]}"
    if table.generic and old is None:
        model = ContentType.objects.get_for_id(row[table.generic[0]]).model_class()
        target = model._meta.concrete_model._meta.db_table if model else ""
        if str(row[table.generic[1]]) in {str(pk) for pk in theirs.get(target, ())}:
            yield f"{table.name} {key} is about {target} {row[table.generic[1]]}"


def _where(table: Table, old: Any, new: Any, key: Any) -> str:
    if key not in new:
        return ""
    pairs = zip(table.columns, old[key], new[key], strict=True)
    return " in " + ", ".join(f"{column} ({was!r:.60} → {now!r:.60})" for column, was, now in pairs if was != now)


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.local_concrete_fields
    columns = tuple(field.column for field in fields)
    names = [field.name for field in fields]
    references = tuple(
        (index, field.related_model._meta.concrete_model._meta.db_table)  # type: ignore[union-attr]
        for index, field in enumerate(fields)
        if isinstance(field, models.ForeignKey) and field.related_model not in MAY_BE_REFERRED_TO
    )
    generic = (names.index("content_type"), names.index("object_id")) if "object_id" in names else None
    return Table(model._meta.db_table, model, columns, columns.index(model._meta.pk.column), references, generic)
