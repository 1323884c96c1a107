"""What the two databases call their full text: the expression for a list of words, and the rows that match it."""

from __future__ import annotations

from collections.abc import Sequence

from search.words import stem

#: One parameter, the expression; `rank` is higher for better rows, exact words and titles weigh most.
MATCHED = {
    "sqlite": (
        "SELECT rowid AS id, -bm25(search_text, 16.0, 8.0, 2.0, 1.0) AS rank FROM search_text WHERE search_text MATCH %s"
    ),
    "postgresql": (
        "SELECT id, ts_rank('{0.05, 0.1, 0.4, 1.0}', vector, expression, 1) AS rank "
        "FROM search_searchdocument, CAST(%s AS tsquery) AS expression WHERE vector @@ expression"
    ),
}


def expression(words: Sequence[str], *, any_word: bool, vendor: str) -> str:
    """For folded words (`search.words.query_words`), of which the last may be unfinished.

    Words are letters and digits only, and quoted all the same: nothing that a visitor types is an operator.
    """
    one, joint = {"sqlite": (_fts5_word, " OR " if any_word else " AND ")}.get(
        vendor, (_tsquery_word, " | " if any_word else " & ")
    )
    return joint.join(f"({one(word, unfinished=word == words[-1])})" for word in words)


def _fts5_word(word: str, *, unfinished: bool) -> str:
    prefix = f' OR {{title_words words}} : "{word}" *' if unfinished else ""
    return f'{{title_words words}} : "{word}" OR {{title_stems stems}} : "{stem(word)}"{prefix}'


def _tsquery_word(word: str, *, unfinished: bool) -> str:
    prefix = f" | '{word}':*AC" if unfinished else ""
    return f"'{word}':AC | '{stem(word)}':BD{prefix}"
