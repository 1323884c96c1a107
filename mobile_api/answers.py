"""From a result to the answer's body: errors with a sentence and a code, and nothing of our inside."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError

from mobile_api.refusals import Code, Refusal

logger = logging.getLogger(__name__)
LONGEST_MESSAGE = 300
INTERNAL = "Qualcosa non ha funzionato. Il problema è nostro e ne abbiamo preso nota."


def refused(refusal: Refusal) -> dict[str, Any]:
    """For a request that is refused whole."""
    return {"errors": [_error(refusal.message, refusal.code)]}


def invalid(code: Code, errors: Sequence[GraphQLError]) -> dict[str, Any]:
    """What the rules say about the query; they know the query and the public schema only."""
    return {"errors": [_error(error.message, code, error) for error in errors]}


def failed() -> dict[str, Any]:
    """For what should not have happened; the caller has logged it."""
    return {"errors": [_error(INTERNAL, Code.INTERNAL)]}


def executed(result: ExecutionResult) -> tuple[dict[str, Any], int]:
    """Body and status: 400 when the execution could not begin, 200 with whatever data there is otherwise."""
    errors = result.errors or []
    body: dict[str, Any] = {"errors": [_told(error) for error in errors]} if errors else {}
    if errors and result.data is None and not any(error.path for error in errors):
        return body, 400
    return {**body, "data": result.data}, 200


def _told(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error
    if isinstance(original, Refusal):
        return _error(original.message, original.code, error)
    if original is None or isinstance(original, GraphQLError):  # variables and arguments that do not fit
        return _error(error.message, Code.BAD_INPUT, error)
    logger.error("An unexpected error at %s", error.path, exc_info=original)
    return _error(INTERNAL, Code.INTERNAL, error)


def _error(message: str, code: Code, error: GraphQLError | None = None) -> dict[str, Any]:
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    told: dict[str, Any] = {"message": message, "extensions": {"code": str(code)}}
    if error is not None and error.locations:
        told["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error is not None and error.path:
        told["path"] = error.path
    return told
