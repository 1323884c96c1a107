"""The one module that imports elasticsearch-dsl, last released as 8.18: later clients carry `elasticsearch.dsl`."""

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk
from elasticsearch_dsl import Q, Search, analyzer, char_filter, mapping, token_filter, tokenizer

__all__ = [
    "ApiError",
    "Elasticsearch",
    "Q",
    "Search",
    "TransportError",
    "analyzer",
    "char_filter",
    "mapping",
    "streaming_bulk",
    "token_filter",
    "tokenizer",
]
