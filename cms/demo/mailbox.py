"""Reads the messages that the demonstration wrote to files instead of sending them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from themes.props import MailMessage

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # as Django's file backend writes it
MOST = 50


def read_mailbox(folder: Path) -> tuple[MailMessage, ...]:
    """Newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return tuple(message for file in files[:MOST] for message in _messages(file))


def _messages(file: Path) -> Iterator[MailMessage]:
    for raw in reversed(file.read_bytes().split(BETWEEN)):
        if raw.strip():
            message = message_from_bytes(raw, EmailMessage, policy=policy.default)
            body = message.get_body(("plain",))
            yield MailMessage(
                subject=str(message["Subject"] or ""),
                sender=str(message["From"] or ""),
                recipients=str(message["To"] or ""),
                text=str(body.get_content()).strip() if body else "",
                sent=parsedate_to_datetime(str(message["Date"])) if message["Date"] else None,
            )
