"""Reads the demonstration's data files; their facts and their terms are in docs/demo.md."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """`consortium`, `notices` or `presentation`."""
    content: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


@cache
def read_comuni() -> tuple[dict[str, str], ...]:
    """The 64 comuni, as strings; ISTAT codes keep their leading zeros."""
    with (DATA / "comuni.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
