"""`/graphql/`: GET and POST, JSON only, no cookie, an ETag on every answer.

Not graphene-django's view: that one sets a CSRF cookie on every answer, takes forms, puts own rules in the place of the
specification's, and tells exceptions to whoever asks.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt
from graphql import execute_sync

from mobile_api import answers, persisted
from mobile_api.asking import Asked, read_request
from mobile_api.context import Context
from mobile_api.documents import InvalidDocument, graphql_schema, prepare
from mobile_api.execution import FastContext
from mobile_api.refusals import Code, Refusal
from mobile_api.types.scalars import SERVER_TIME

logger = logging.getLogger(__name__)
SERVER_TIME_JSON = orjson.dumps(SERVER_TIME)


@csrf_exempt  # nothing is written, and no cookie says who asks
def endpoint(request: HttpRequest) -> HttpResponseBase:
    """Always JSON, whatever happens."""
    try:
        asked = read_request(request)
        body, status = _answer(asked)
    except Refusal as refusal:
        body, status = answers.refused(refusal), refusal.status
    except InvalidDocument as invalid:
        body, status = answers.invalid(invalid.code, invalid.errors), 400
    except Exception:  # an app is always answered in JSON, and told nothing of what is inside
        logger.exception("A query could not be answered.")
        body, status = answers.failed(), 500
    return _respond(request, body, status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """404 of the API's host."""
    return _respond(request, answers.refused(Refusal(Code.NOT_FOUND, "Ask at /graphql/.")), 404)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500 of the API's host."""
    return _respond(request, answers.failed(), 500)


def _answer(asked: Asked) -> tuple[dict[str, Any], int]:
    prepared = prepare(asked.query)
    if asked.digest and asked.is_new:
        persisted.remember(asked.query, asked.digest)
    prepared.check_cost(asked.operation_name, asked.variables)
    result = execute_sync(
        graphql_schema,
        prepared.document,
        context_value=Context(),
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        execution_context_class=FastContext,
        hide_suggestions=True,
    )
    return answers.executed(result)


def _respond(request: HttpRequest, body: dict[str, Any], status: int) -> HttpResponse:
    content = orjson.dumps(body)
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'  # weak: the time of the server is not part of it
    known = parse_etags(request.headers.get("If-None-Match", "")) if request.method == "GET" and status == 200 else []
    if etag in known or "*" in known:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        now = orjson.dumps(timezone.now())
        response = HttpResponse(content.replace(SERVER_TIME_JSON, now), status=status, content_type="application/json")
    response.headers["ETag"] = etag
    if status == 405:
        response.headers["Allow"] = "GET, POST"
    return response
