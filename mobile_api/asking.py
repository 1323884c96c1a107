"""From a request to what it asks: body or address, JSON only, never more than it may be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import parse_qs

from django.http import HttpRequest, RawPostDataException

from mobile_api import limits, persisted
from mobile_api.refusals import Code, Refusal

PARAMETERS = frozenset({"query", "variables", "operationName", "extensions"})
MOST_PARAMETERS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """`digest` is given for persisted queries; `is_new` when their text came along."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None
    digest: str | None
    is_new: bool


def read_request(request: HttpRequest) -> Asked:
    """Raises Refusal for whatever is no request of this API."""
    if request.method == "POST":
        return _asked(_parsed(_body(request)))
    if request.method == "GET":
        return _asked(_from_address(request.META.get("QUERY_STRING", "")))
    raise Refusal(Code.METHOD, "Ask by GET or POST.", status=405)


def _body(request: HttpRequest) -> bytes:
    if request.content_type != "application/json":
        raise Refusal(Code.CONTENT_TYPE, "Send application/json.", status=415)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refusal(Code.CONTENT_TYPE, "Send the body as it is, without an encoding.", status=415)
    try:
        body = request.read(limits.BODY_BYTES + 1)
    except (OSError, RawPostDataException):
        raise Refusal(Code.BAD_REQUEST, "The body did not arrive.") from None
    if len(body) > limits.BODY_BYTES:
        raise Refusal(Code.TOO_LARGE, f"A body has at most {limits.BODY_BYTES} bytes.", status=413)
    return body


def _from_address(query_string: str) -> dict[str, Any]:
    if len(query_string) > limits.BODY_BYTES:
        raise Refusal(Code.TOO_LARGE, f"An address has at most {limits.BODY_BYTES} bytes.", status=413)
    try:
        found = parse_qs(query_string, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Refusal(Code.BAD_REQUEST, "The address is not encoded in UTF-8, or has too many parameters.") from None
    if any(len(values) > 1 for values in found.values()):
        raise Refusal(Code.BAD_REQUEST, "Every parameter is given once.")
    data: dict[str, Any] = {name: values[0] for name, values in found.items() if name in PARAMETERS}
    for name in ("variables", "extensions"):
        if text := data.pop(name, ""):
            data[name] = _parsed(text.encode())
    if data.get("operationName") == "":
        del data["operationName"]
    return data


def _parsed(body: bytes) -> Any:
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
        json.dumps(found, ensure_ascii=False).encode()  # an escaped half of a surrogate pair is no text
    except (ValueError, RecursionError):
        raise Refusal(Code.BAD_REQUEST, "This is not JSON in UTF-8.") from None
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _asked(data: Any) -> Asked:
    if isinstance(data, list):
        raise Refusal(Code.BATCH, "Send one query at a time.")
    if not isinstance(data, dict):
        raise Refusal(Code.BAD_REQUEST, "The body must be an object with query and variables.")
    variables = data.get("variables")
    variables = {} if variables is None else variables
    operation_name = data.get("operationName")
    if not isinstance(variables, dict) or not isinstance(operation_name, str | None):
        raise Refusal(Code.BAD_REQUEST, "variables must be an object, operationName a text.")
    if _holds_nul(variables):
        raise Refusal(Code.BAD_INPUT, "A text holds a character that is none.")
    query = data.get("query")
    if not isinstance(query, str | None):
        raise Refusal(Code.BAD_REQUEST, "query must be a text.")
    digest = persisted.hash_in(data.get("extensions"))
    if query and digest:
        persisted.check_digest(query, digest)
    if not query and not digest:
        raise Refusal(Code.BAD_REQUEST, "Send a query, or the hash of one.")
    text = query or persisted.recall(digest or "")
    return Asked(text, variables, operation_name, digest, is_new=bool(query))


def _holds_nul(value: Any) -> bool:
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            if "\0" in current:
                return True
        elif isinstance(current, dict):
            pending.extend(current.keys())
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
    return False
