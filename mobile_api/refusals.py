"""What the API refuses, in a sentence and with a code; nothing else of an error ever leaves the house."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """`extensions.code` of an error. Codes may be added, never renamed: the app decides by them."""

    BAD_REQUEST = "BAD_REQUEST"
    BAD_INPUT = "BAD_INPUT"
    SYNTAX = "GRAPHQL_PARSE_FAILED"
    INVALID = "GRAPHQL_VALIDATION_FAILED"
    TOO_LARGE = "TOO_LARGE"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_ALIASES = "TOO_MANY_ALIASES"
    TOO_COMPLEX = "TOO_COMPLEX"
    TOO_COSTLY = "TOO_COSTLY"
    PAGE_SIZE = "PAGE_SIZE"
    INVALID_CURSOR = "INVALID_CURSOR"
    CURSOR_OF_OTHER_COMUNI = "CURSOR_OF_OTHER_COMUNI"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    COMUNE_UNKNOWN = "COMUNE_UNKNOWN"
    BATCH = "BATCH_NOT_SUPPORTED"
    CONTENT_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    METHOD = "METHOD_NOT_ALLOWED"
    NOT_FOUND = "NOT_FOUND"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    PERSISTED_QUERY_MISMATCH = "PERSISTED_QUERY_MISMATCH"
    INTERNAL = "INTERNAL"


class Refusal(Exception):
    """Raised with a sentence for the person who writes the app. `status` is that of a request that is refused whole;
    where only a field is, the answer is 200 with the rest of the data."""

    def __init__(self, code: Code, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
