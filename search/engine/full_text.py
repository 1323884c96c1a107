"""What the two databases call their full text: the rows that have some words, and how well each fits."""

from __future__ import annotations

from collections.abc import Sequence

from search.words import stem

SQLITE = (
    "SELECT rowid AS id, -bm25(search_text, 16.0, 8.0, 2.0, 1.0) AS rank FROM search_text WHERE search_text MATCH %s"
)
WEIGHTS = "'{0.05, 0.1, 0.4, 1.0}'"  # of text stems, text words, title stems, title words
#: A beginning counts little beside the whole word, of which it is one, too.
POSTGRESQL = (
    f"SELECT id, ts_rank({WEIGHTS}, vector, whole, 1) + 0.1 * ts_rank({WEIGHTS}, vector, wanted, 1) AS rank "  # noqa: S608
    "FROM search_searchdocument, CAST(%s AS tsquery) AS wanted, CAST(%s AS tsquery) AS whole WHERE vector @@ wanted"
)


def matching(words: Sequence[str], *, any_word: bool, vendor: str) -> tuple[str, list[str]]:
    """A SELECT of `id` and `rank` (higher is better), and its parameters.

    For folded words (`search.words.query_words`), of which the last may be unfinished. They are letters and digits
    only, and quoted all the same: nothing that a visitor types is an operator.
    """
    if vendor == "sqlite":
        joint = " OR " if any_word else " AND "
        return SQLITE, [joint.join(_fts5_word(word, unfinished=word == words[-1]) for word in words)]
    joint = " | " if any_word else " & "
    wanted = joint.join(_tsquery_word(word, unfinished=word == words[-1]) for word in words)
    return POSTGRESQL, [wanted, " | ".join(_tsquery_word(word, unfinished=False) for word in words)]


def _fts5_word(word: str, *, unfinished: bool) -> str:
    prefix = f' OR {{title_words words}} : "{word}" *' if unfinished else ""
    return f'({{title_words words}} : "{word}" OR {{title_stems stems}} : "{stem(word)}"{prefix})'


def _tsquery_word(word: str, *, unfinished: bool) -> str:
    prefix = f" | '{word}':*AC" if unfinished else ""
    return f"('{word}':AC | '{stem(word)}':BD{prefix})"
