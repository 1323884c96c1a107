"""Ten queries as the app asks them: ready in GraphiQL, and run by a test."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """`title` is the first line of the file, a comment; variables stand beside it in a file of the same name."""

    title: str
    query: str
    variables: dict[str, Any]


def examples() -> list[Example]:
    """In the order of their names."""
    return [_read(path) for path in sorted(FOLDER.glob("*.graphql"))]


def _read(path: Path) -> Example:
    query = path.read_text(encoding="utf-8")
    variables = path.with_suffix(".json")
    return Example(
        title=query.partition("\n")[0].removeprefix("#").strip(),
        query=query,
        variables=json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {},
    )
