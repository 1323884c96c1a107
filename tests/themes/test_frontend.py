"""The front-end's package files: exact versions, and a lock that no registry's address ties to one machine."""

import json
import re
from pathlib import Path

FRONTEND = Path(__file__).parents[2] / "themes" / "frontend"


def test_every_version_is_exact() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_lock_has_hashes_and_no_resolved_addresses() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    installed = [entry for path, entry in lock["packages"].items() if path]
    assert not [entry for entry in installed if "resolved" in entry]
    assert all("integrity" in entry for entry in installed)
