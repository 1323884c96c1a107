"""A process that visits sites of its own database when it is told to, and says how long each visit took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.measuring import Timed


@contextmanager
def visitor(url: str) -> Iterator[Callable[[str], Timed]]:
    """Yields what visits a page, each time on the next site, round and round. A page that is another one than before is
    in no cache at first."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.visitor"],
        env=os.environ | {"DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def visit(page: str) -> Timed:
            print(page, file=process.stdin, flush=True)
            milliseconds, queries, size = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return milliseconds, queries, size

        yield visit


def _main() -> None:
    from tests.benchmarks.run import set_up

    set_up()
    from federation.models import Channel, Member
    from tests.benchmarks.italy import Country
    from tests.benchmarks.measuring import Run, timed
    from tests.benchmarks.pages import first_visits

    country = Country(Member.objects.get(kind=Member.Kind.CONSORTIUM), Channel.objects.get())
    before, visits = "", iter(list[Run]())
    for line in sys.stdin:
        if (page := line.strip()) != before:
            before, visits = page, cycle(first_visits(country, page))
        print(json.dumps(timed(next(visits))), flush=True)


if __name__ == "__main__":
    _main()
