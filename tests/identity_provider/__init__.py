"""A real OpenID Connect provider in a process of its own: django-allauth's, which shares no code with our client.

It checks what a provider must: the client's secret, the redirect address, PKCE, and that a code is used once.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60
CLIENT_ID, CLIENT_SECRET = "siti-dei-comuni", "segreto-della-prova"
PASSWORD = "password-della-prova"
PEOPLE = ("anna", "bruno", "carla", "dario")


@dataclass(frozen=True)
class IdentityProvider:
    """`says` is what it tells of a person from now on, beside their name."""

    port: int
    claims: Path

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def says(self, username: str, **claims: Any) -> None:
        known = json.loads(self.claims.read_text()) if self.claims.exists() else {}
        self.claims.write_text(json.dumps(known | {username: claims}))

    def entry(self, **changes: Any) -> dict[str, Any]:
        """For OIDC_PROVIDERS: a gateway whose word counts for every member, unless `changes` say otherwise."""
        return {
            "key": "gateway",
            "name": "SPID o CIE",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "members": ["*"],
            "grants": "ruoli",
            "roles": {"redattore": "editor", "responsabile": "publisher"},
        } | changes


@contextmanager
def identity_provider(*redirect_uris: str) -> Iterator[IdentityProvider]:
    """Runs while the block does; knows our client by these addresses of return."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="identity-provider-") as folder:
        environment = os.environ | {"IDENTITY_PROVIDER_DIR": folder}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.identity_provider.settings"
        command = [sys.executable, "-m", "tests.identity_provider", str(port), *redirect_uris]
        with Path(folder, "log").open("w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=Path(__file__).parents[2])
            try:
                _wait(port, process, Path(folder, "log"))
                yield IdentityProvider(port, Path(folder, "claims.json"))
            finally:
                process.terminate()
                process.wait(timeout=10)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The identity provider did not start:\n{log.read_text()}")
