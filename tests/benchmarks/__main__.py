"""`make bench`: the same on SQLite and, where DATABASE_URL is given, on PostgreSQL; a table for each question.

`python -m tests.benchmarks admin` asks one part alone.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from typing import Any

from tests.benchmarks.databases import urls

PARTS = ("admin", "country")


def main() -> None:
    """A process for each part and database, because Django reads its settings once."""
    print(f"{platform.platform()}, {os.cpu_count()} CPUs. Medians; kB are of the answer's body.", flush=True)
    for part, url in ((part, url) for part in sys.argv[1:] or PARTS for url in urls()):
        environment = os.environ | {"DATABASE_URL": url}
        command = [sys.executable, "-m", "tests.benchmarks.run", part]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout
        result = json.loads(output)
        print(f"\n=== {result['facts']}")
        for table in dict.fromkeys(cost["table"] for cost in result["costs"]):
            _print_table(table, [cost for cost in result["costs"] if cost["table"] == table])


def _print_table(title: str, costs: list[dict[str, Any]]) -> None:
    """A line for each row; of two ways, how many times as much the second one costs."""
    ways = list(dict.fromkeys(cost["way"] for cost in costs))
    cells = {(cost["row"], cost["way"]): cost for cost in costs}
    print(f"\n{title}")
    print(" " * 48 + "".join(f"{way:>28}" for way in ways))
    print(" " * 48 + f"{'ms':>12}{'queries':>9}{'kB':>7}" * len(ways) + f"{'ratio':>9}")
    for row in dict.fromkeys(cost["row"] for cost in costs):
        found = [cells.get((row, way)) for way in ways]
        line = f"{row:48}" + "".join(_cell(cost) if cost else " " * 28 for cost in found)
        if len(found) == 2 and found[0] and found[1]:
            line += f"{found[1]['milliseconds'] / found[0]['milliseconds']:>8.2f}×"
        print(line.rstrip())


def _cell(cost: dict[str, Any]) -> str:
    size = "" if cost["bytes"] is None else f"{cost['bytes'] / 1000:.1f}"
    return f"{cost['milliseconds']:>12,.2f}{cost['queries']:>9,}{size:>7}"


if __name__ == "__main__":
    main()
