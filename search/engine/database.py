"""The engine that needs no server: full text of SQLite or PostgreSQL over words analysed here (`search.words`).

Which site shows what is not copied: each search asks the placements themselves, in the same statement. So what was
withdrawn, declined or has expired is gone in the commit itself, however far the index has come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction

from federation.models import Placement
from search.engine.contract import Document, SearchEngine, SearchHit, SearchQuery, SearchResults, last_page
from search.engine.full_text import matching
from search.models import EVERYBODY, SearchDocument
from search.words import query_words, significant, split, stem

COLUMNS = ("item_id", "member_id", "version", "title", "title_words", "title_stems", "words", "stems")
#: Of an item's rows the newest counts, and among those the member's own before everybody's.
FOUND = """
    FROM ({matched}) AS matched JOIN search_searchdocument AS document ON document.id = matched.id
    WHERE document.member_id IN (%s, %s) AND document.item_id IN ({shown}) AND NOT EXISTS (
        SELECT 1 FROM search_searchdocument AS other
        WHERE other.item_id = document.item_id AND other.member_id IN (%s, %s)
        AND (other.version > document.version
             OR (other.version = document.version AND other.member_id > document.member_id)))
"""


class DatabaseEngine(SearchEngine):
    """`SearchDocument` and the full-text index over it."""

    name: ClassVar[str] = "database"
    needs_members: ClassVar[bool] = False

    def search(self, query: SearchQuery) -> SearchResults:
        words = query_words(query.text)
        if not words:
            return SearchResults()
        found, parameters = _found(query, words)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {found}", parameters)
            total = int(cursor.fetchone()[0])
            page = min(max(query.page, 1), last_page(total, per_page=query.per_page))
            cursor.execute(
                f"SELECT document.item_id, document.title, matched.rank {found} "
                "ORDER BY matched.rank DESC, document.version DESC, document.id LIMIT %s OFFSET %s",
                [*parameters, query.per_page, (page - 1) * query.per_page],
            )
            hits = tuple(SearchHit(UUID(str(pk)), title, float(rank)) for pk, title, rank in cursor.fetchall())
        return SearchResults(hits=hits, total=total, page=page)

    def index(self, documents: Sequence[Document]) -> None:
        _write([row for document in documents for row in _rows(document)])

    def remove(self, versions: Mapping[UUID, int]) -> None:
        _write([_row(item_id, EVERYBODY, version, "", "") for item_id, version in versions.items()])

    def clear(self) -> None:
        SearchDocument.objects.all().delete()

    def refresh(self) -> None:
        """What is committed is findable."""

    def count(self) -> int:
        return SearchDocument.objects.filter(member_id=EVERYBODY).exclude(title_words="").count()


def _found(query: SearchQuery, words: list[str]) -> tuple[str, list[Any]]:
    """The one query builder. It cannot be called without a member, and shows what its site shows at that moment."""
    shown = Placement.objects.shown_on(query.member, now=query.now).values("item_id").query
    shown_sql, shown_parameters = shown.sql_with_params()
    matched, words_wanted = matching(words, any_word=query.any_word, vendor=connection.vendor)
    rows_for = (EVERYBODY, query.member.pk)
    return FOUND.format(matched=matched, shown=shown_sql), [*words_wanted, *rows_for, *shown_parameters, *rows_for]


def _rows(document: Document) -> Iterable[tuple[Any, ...]]:
    yield _row(document.item_id, EVERYBODY, document.version, document.title, document.text)
    for adapted in document.adapted:
        text = f"{adapted.text}\n{document.title}\n{document.text}"
        yield _row(document.item_id, adapted.member_id, document.version, adapted.title, text)


def _row(item_id: UUID, member_id: int, version: int, title: str, text: str) -> tuple[Any, ...]:
    title_words, words = split(title), significant(split(text))
    texts = (title_words, [stem(word) for word in title_words], words, [stem(word) for word in words])
    pk = item_id.hex if connection.vendor == "sqlite" else str(item_id)
    return (pk, member_id, version, title, *(" ".join(text) for text in texts))


def _write(rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts or replaces unless the row has a higher version, then drops what members no longer say in own words."""
    if not rows:
        return
    rows = sorted(rows)  # by item: writers beside each other lock in one order
    marks, changed = ", ".join(["%s"] * len(COLUMNS)), ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])
    statement = (
        f"INSERT INTO search_searchdocument ({', '.join(COLUMNS)}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT (item_id, member_id) DO UPDATE SET {changed} "
        "WHERE search_searchdocument.version <= excluded.version"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        _drop_older_than_everybodys(cursor, {row[0] for row in rows})


def _drop_older_than_everybodys(cursor: Any, item_ids: set[str]) -> None:
    if connection.vendor == "sqlite":
        named, parameter = "SELECT value FROM json_each(%s)", json.dumps(sorted(item_ids))
    else:
        named, parameter = "SELECT unnest(%s::uuid[])", sorted(item_ids)  # type: ignore[assignment]
    cursor.execute(
        f"DELETE FROM search_searchdocument AS old WHERE item_id IN ({named}) AND EXISTS ("  # noqa: S608
        "SELECT 1 FROM search_searchdocument AS new WHERE new.item_id = old.item_id AND new.version > old.version)",
        [parameter],
    )
