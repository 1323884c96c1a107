"""Who asks for a document, and what they are answered."""

from __future__ import annotations

from typing import Any

from django.test import Client

from federation.models import Member, MemberDocument
from tests.files import close

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 300


def get(member: Member, document: MemberDocument, **headers: str) -> Any:
    return Client(SERVER_NAME=member.hostname or "").get(document.url, headers=headers)


def statuses(document: MemberDocument, *members: Member) -> list[int]:
    answers = [get(member, document) for member in members]
    for answer in answers:
        close(answer)
    return [answer.status_code for answer in answers]
