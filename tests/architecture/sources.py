"""Our packages as files and syntax trees, for tests about what the code may not say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("themes", "federation", "cms", "search", "mobile_api")  # each knows only those before it


def modules(*packages: str) -> Iterator[Path]:
    """The Python files of the packages, migrations left out."""
    for package in packages or LAYERS:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path


def templates(package: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / package).rglob("*.html")) if "node_modules" not in path.parts)


def layers_above(package: str) -> tuple[str, ...]:
    return LAYERS[LAYERS.index(package) + 1 :]


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
