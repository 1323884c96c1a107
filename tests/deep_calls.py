"""Room for deep calls, so that Python does not ask the system for memory at each of them.

Python keeps the variables of calls in pieces of 16 kB and gives the last piece back as soon as nothing is in it. Where
a test calls on at just the depth at which a piece ends, each call maps memory and each return unmaps it, two thousand
times a second in the crawl (python/cpython#142183; mended in Python 3.13 and 3.14 only).
"""

from __future__ import annotations

from typing import Any

import pytest
from _pytest import runner

# In variables of 8 bytes. It makes a piece of one MB, half of which is left; memory that is not touched costs nothing.
ROOM = 70_000


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """As pytest does it."""
    return runner.pytest_runtest_protocol(item, nextitem)


# So much it says it needs, and what it calls finds it.
pytest_runtest_protocol.__code__ = pytest_runtest_protocol.__code__.replace(co_stacksize=ROOM)
