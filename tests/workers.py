"""How many workers of pytest-xdist there are, and which of them runs which test."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Their tests share what takes longer to build than they take. (The crawl's own take longer.)
ONE_WORLD = ("test_declarations.py", "test_deciding.py", "test_public.py", "test_published_files.py")


class OneForTheBrowser(LoadScopeScheduling):
    """One demonstration serves all tests of a browser, so one worker runs them; it begins with them, and every other
    test goes to whoever is free, but for files that share what takes long to build. (Marks of groups do not reach
    pytest-xdist 3.8 from pytest 9.2.)"""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if path.startswith("tests/e2e/"):
            return "e2e"
        return path if path.endswith(ONE_WORLD) else nodeid


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: Any) -> int:
    """As many as processors, and where a browser plays one more, because its worker waits for it."""
    return (os.cpu_count() or 1) + bool(os.environ.get("CI"))


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> OneForTheBrowser:
    return OneForTheBrowser(config, log)
