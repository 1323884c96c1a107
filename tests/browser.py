"""Finds an installed Chromium: by CHROMIUM, or on the PATH."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of the program; None where none is found."""
    named = os.environ.get("CHROMIUM", "")
    return shutil.which(named) if named else next((path for name in NAMES if (path := shutil.which(name))), None)
