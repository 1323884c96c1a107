"""What a machine lacks is left out of a run, instead of failing there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTHING_COLLECTED = 5


@pytest.mark.ci
def test_without_a_browser_its_tests_are_left_out_and_named() -> None:
    """In a run of its own: it depends on who comes first, of those that mark tests and those that choose them."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "REQUIRED_"))}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "--collect-only", "tests/e2e"],
        cwd=ROOT,
        env=environment | {"CHROMIUM": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == NOTHING_COLLECTED, run.stdout[-1000:]
    assert "Not run: tests marked browser: no Chromium" in run.stdout
