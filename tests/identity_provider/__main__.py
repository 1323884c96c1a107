"""`python -m tests.identity_provider PORT REDIRECT_URI…`"""

from __future__ import annotations

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def main(port: int, redirect_uris: list[str]) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, PASSWORD, PEOPLE

    for name in PEOPLE:
        User.objects.create_user(name, f"{name}@esempio.it", PASSWORD, first_name=name.title(), last_name="Rossi")
    client = Client(id=CLIENT_ID, name="Siti", skip_consent=True)
    client.set_secret(CLIENT_SECRET)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris(redirect_uris)
    client.save()
    make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet).serve_forever()


main(int(sys.argv[1]), sys.argv[2:])
