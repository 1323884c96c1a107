"""A provider that answers what it likes: what stands between us and a true one, or has its name, could do so."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "siti-dei-comuni"
SECONDS_TO_STOP = 0.01  # twenty tests have a forger each


@dataclass
class Forger:
    """A faithful answer for `nonce`, changed by `claims`, signed with `key`; or `token` as it stands."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    signed_by: Any = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "1"})

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "persona-falsa",
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 300,
            "ruoli": ["crema:responsabile"],
        } | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        unsigned = ".".join(_encoded(json.dumps(part).encode()) for part in (self.header, claims))
        if self.header["alg"] == "none":
            return f"{unsigned}."
        if self.header["alg"] == "HS256":  # the old trick: the public key, that everybody has, as a secret
            return f"{unsigned}.{_encoded(hmac.digest(self.key.as_pem(private=False), unsigned.encode(), 'sha256'))}"
        return jwt.encode(self.header, claims, self.signed_by or self.key, algorithms=[self.header["alg"]])

    def answer(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return (
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/jwks",
                    "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
                }
                | ({"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.userinfo else {})
                | self.metadata
            )
        if path == "/jwks":
            return {"keys": [self.key.as_dict(private=False)]}
        if path == "/token":
            token = {"access_token": "a", "token_type": "Bearer", "expires_in": 60}
            return token | ({"id_token": self.id_token()} if self.header else {})
        return self.userinfo if path == "/userinfo" else None


@contextmanager
def forging() -> Iterator[Forger]:
    forger = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = forger.answer(self.path.partition("?")[0])
            body = json.dumps(answer).encode()
            self.send_response(404 if answer is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 the server's name

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forger.issuer = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(SECONDS_TO_STOP,), daemon=True)
    thread.start()
    try:
        yield forger
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
