"""How many workers of pytest-xdist there are, and which of them runs which test."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling


class OneForTheBrowser(LoadScopeScheduling):
    """One demonstration serves all tests of a browser, so one worker runs them; it begins with them, and every other
    test goes to whoever is free. (Marks of groups do not reach pytest-xdist 3.8 from pytest 9.2.)"""

    def _split_scope(self, nodeid: str) -> str:
        return "e2e" if nodeid.startswith("tests/e2e/") else nodeid


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: Any) -> int:
    """One more than processors, because the browser's worker waits for the browser."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> OneForTheBrowser:
    return OneForTheBrowser(config, log)
