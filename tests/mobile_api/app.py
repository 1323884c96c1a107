"""An app that asks the API."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.test import Client

PATH = "/graphql/"


class App:
    """Keeps no cookie, because it is never given one."""

    def __init__(self) -> None:
        self.client = Client(SERVER_NAME=settings.API_HOST)

    def post(self, query: str, **variables: Any) -> Any:
        """The response."""
        return self.send({"query": query, "variables": variables})

    def send(self, body: Any, **headers: Any) -> Any:
        """The response to any body."""
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.post(PATH, text, content_type="application/json", **headers)

    def get(self, query: str, *, headers: dict[str, str] | None = None, **variables: Any) -> Any:
        """The response, asked by address."""
        asked = {"query": query, "variables": json.dumps(variables)}
        return self.client.get(PATH, asked, headers=headers or {})

    def data(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = self.post(query, **variables).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def codes(self, query: str, **variables: Any) -> list[str]:
        """The codes of the answer's errors."""
        return codes_of(self.post(query, **variables))


def codes_of(response: Any) -> list[str]:
    """Every error has a sentence and a code, and tells nothing else but where."""
    errors = response.json().get("errors", [])
    for error in errors:
        assert set(error) <= {"message", "extensions", "locations", "path"}
        assert set(error["extensions"]) == {"code"}
        assert 0 < len(error["message"]) <= 301
    return [error["extensions"]["code"] for error in errors]
