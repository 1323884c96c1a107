"""The demo's mailbox (la posta): what the system would have sent by e-mail."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One message; `text` is plain, and its addresses become links."""

    subject: str
    sender: str
    recipients: str
    text: str
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailboxProps:
    """Newest first."""

    title: str
    intro: str
    messages: tuple[MailMessage, ...] = ()
