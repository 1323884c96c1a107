"""`make bench`: the same use cases on SQLite and, where DATABASE_URL is given, on PostgreSQL, in one table each."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from typing import Any

from tests.benchmarks.databases import urls


def main() -> None:
    """A process for each database, because Django reads its settings once."""
    print(f"{platform.platform()}, {os.cpu_count()} CPUs", flush=True)
    for url in urls():
        environment = os.environ | {"DATABASE_URL": url}
        command = [sys.executable, "-m", "tests.benchmarks.run"]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout
        _print_table(json.loads(output))


def _print_table(result: dict[str, Any]) -> None:
    print(f"\n{result['facts']}")
    print(f"{'':11}{'members':>8} {'placement ms':>14}{'queries':>9} {'alias ms':>12}{'queries':>9} {'ratio':>7}")
    costs = {(row["subject"], row["members"], row["way"]): row for row in result["costs"]}
    for (subject, members, way), placed in costs.items():
        if way == "alias":
            continue
        line = f"{subject:11}{members:>8,} {placed['milliseconds']:>14,.1f}{placed['queries']:>9}"
        if aliased := costs.get((subject, members, "alias")):
            ratio = aliased["milliseconds"] / placed["milliseconds"]
            line += f" {aliased['milliseconds']:>12,.1f}{aliased['queries']:>9,} {ratio:>6.1f}×"
        print(line)


if __name__ == "__main__":
    main()
