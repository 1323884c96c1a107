"""How Elasticsearch reads Italian, with the tables of `search.words`; and the fields that are read so.

Lucene's own `italian` analyzer leaves words under six letters unstemmed and their accents alone, and so misses
bando/bandi and gara/gare; Snowball's does not. Unstemmed fields stand beside the stemmed ones: exact forms weigh more.
"""

from __future__ import annotations

from typing import Any

from search.dsl import analyzer, char_filter, mapping, token_filter, tokenizer
from search.words import ELISIONS, IRREGULAR, STOP_WORDS

VERSION = 1  # a higher one makes every installation build a new index beside the old one

_typography = char_filter("it_typography", "mapping", mappings=["’ => '", "ʼ => '"])
_words = tokenizer(
    "it_words", "pattern", pattern=r"[^\p{L}\p{N}\p{M}']+|(?<![\p{L}\p{N}\p{M}])'+|'+(?![\p{L}\p{N}\p{M}])"
)
_elision = token_filter("it_elision", "elision", articles=sorted(ELISIONS), articles_case=True)
_halves = token_filter("it_halves", "word_delimiter_graph", split_on_case_change=False, split_on_numerics=False)
_stop = token_filter("it_stop", "stop", stopwords=sorted(STOP_WORDS))
_irregular = token_filter("it_irregular", "stemmer_override", rules=[f"{a} => {b}" for a, b in IRREGULAR.items()])
_snowball = token_filter("it_snowball", "snowball", language="Italian")

exact = analyzer(
    "it_exact", tokenizer=_words, char_filter=[_typography], filter=[_elision, _halves, "lowercase", "asciifolding"]
)
stemmed = analyzer(
    "it_stemmed",
    tokenizer=_words,
    char_filter=[_typography],
    filter=[_elision, _halves, "lowercase", "asciifolding", _stop, _irregular, _snowball],
)


def _text() -> dict[str, Any]:
    return {"analyzer": exact, "fields": {"it": {"type": "text", "analyzer": stemmed}}}


def index_body() -> dict[str, Any]:
    """Settings and mapping of a new index; unknown fields are refused, so that nothing gets in by oversight."""
    content = mapping.Mapping()
    content.meta("dynamic", "strict")
    content.field("title", "text", **_text())
    content.field("text", "text", **_text())
    content.field("member_ids", "long")
    content.field("kind", "keyword")
    content.field("section_kind", "keyword")
    content.field("published_at", "date")
    content.field("expire_at", "date")
    content.field("version", "long")
    own = {"member_id": {"type": "long"}, "title": {"type": "text", **_text()}, "text": {"type": "text", **_text()}}
    content.field("adapted", "nested", properties=own)
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "analysis": content._collect_analysis()},
        "mappings": content.to_dict(),
    }
