"""The demonstration's mailbox: what would have been sent is read there, and only there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection, send_mail
from django.test import Client

from federation.models import Member


@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Client:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.MAILBOX_DIR = str(tmp_path), tmp_path
    return Client(SERVER_NAME="localhost")


def test_an_empty_mailbox_says_so(mailbox: Client, db: None) -> None:
    assert "Non è ancora arrivato nulla" in mailbox.get("/posta/").content.decode()


def test_messages_stand_newest_first_and_their_addresses_are_links(mailbox: Client, db: None) -> None:
    send_mail("La prima è già arrivata", "Perché no?", "a@esempio.it", ["b@esempio.it"])
    two = [
        EmailMessage(f"Messaggio {name}", "Apri http://admin.localhost/x/ adesso", to=["c@esempio.it"]) for name in "AB"
    ]
    get_connection().send_messages(two)
    page = mailbox.get("/posta/").content.decode()
    places = [page.index(subject) for subject in ("Messaggio B", "Messaggio A", "La prima è già arrivata")]
    assert places == sorted(places)
    assert "Perché no?" in page
    assert "Da a@esempio.it a b@esempio.it" in page
    assert 'href="http://admin.localhost/x/"' in page


def test_a_message_is_text_and_nothing_of_it_is_run(mailbox: Client, db: None) -> None:
    send_mail("<script>x</script>", "<img src=x onerror=alert(1)>", "a@esempio.it", ["b@esempio.it"])
    page = mailbox.get("/posta/").content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page


def test_no_members_site_and_no_admin_shows_it(mailbox: Client, crema: Member, settings: Any) -> None:
    assert Client(SERVER_NAME=crema.hostname or "").get("/posta/").status_code == 404
    assert Client(SERVER_NAME=settings.ADMIN_HOST).get("/posta/").status_code == 404
