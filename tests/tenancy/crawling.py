"""Sends requests as one person and tells what of another member they showed or changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.core import mail
from django.db import transaction
from django.forms import ModelChoiceField
from django.test import Client, TestCase

from federation.models import Association, Channel, Member
from tests.files import bytes_of
from tests.tenancy.addresses import Address, fillings, own_filling
from tests.tenancy.sending import everything_asked, filled_form, ids_asked
from tests.tenancy.tables import Rows, count_writes, harm, read_rows
from tests.tenancy.world import NEEDLE, Side

HOME = "/admin/"  # where Wagtail sends whoever may not open an address


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    path: str
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.data or ''}".strip()[:300]


@dataclass
class Crawler:
    """Looks for the marks of `others` while it does as `client` whatever an address allows. `states` says of how many
    pages of each, every one in another state."""

    client: Client
    own: Side
    others: list[Side]
    marks: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    sent: int = 0
    states: tuple[int, ...] = (9, 9)
    open: bool = False
    let_in: int = 0
    before: Rows = field(default_factory=dict)
    files: dict[Path, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.files = {path: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.*")}

    def crawl(self, address: Address) -> None:
        """All requests to one address, their harm looked for at the end, and one by one if there is any.

        Where one's own rows and a first one of each other's get nothing but «you may not», nothing else is tried.
        """
        self.open = False
        own = list(own_filling(address, self.own))
        tried = zip(self.others, self.states, strict=True)
        foreign = [list(fillings(address, self.own, other, states)) for other, states in tried]
        self._check([*self._own(address, own), *self._foreign(address, [filled[:1] for filled in foreign])])
        if self.open or not own:
            self._check([*self._own_with_ids(address, own), *self._foreign(address, [each[1:] for each in foreign])])
            for values in own:
                for forged in self._forged(address.fill(values)):
                    self._check([forged])

    def ask(self, address: Address, *methods: str) -> None:
        """One's own rows there, and one of each other member's, once by each method; GET and POST unless told."""
        sent = [Sent("GET", address.fill(values)) for values in own_filling(address, self.own)]
        forms = [everything_asked(self.others)] * len(sent)
        sent += [Sent("POST", each.path, form) for each, form in zip(sent, forms, strict=True)]
        foreign = [list(fillings(address, self.own, other, 1))[: int(other is not self.own)] for other in self.others]
        sent += self._foreign(address, foreign)
        self._check([each for each in sent if not methods or each.method in methods])

    def _foreign(self, address: Address, fillings: list[list[dict[str, Any]]]) -> Iterator[Sent]:
        for other, filled in zip(self.others, fillings, strict=True):
            for values in filled:
                path = address.fill(values)
                yield Sent("GET", path)
                yield Sent("POST", path, everything_asked([other]))

    def _own(self, address: Address, own: list[dict[str, Any]]) -> Iterator[Sent]:
        for values in own:
            path = address.fill(values)
            yield Sent("GET", path)
            yield Sent("POST", f"{path}?{ids_asked(self.others, values)}", everything_asked(self.others))

    def _own_with_ids(self, address: Address, own: list[dict[str, Any]]) -> Iterator[Sent]:
        """One's own things, with all that could be asked about the others' in the query."""
        for values in own:
            path, theirs = address.fill(values), ids_asked(self.others, values)
            yield Sent("GET", f"{path}?{theirs}&q={NEEDLE.lower()}&term={NEEDLE.lower()}")
            yield Sent("GET", path, everything_asked(self.others) | {"q": NEEDLE.lower()})
            if "action" in values:
                yield Sent("GET", f"{path}?id=all")
            if "report" in address.name or "index" in address.name:
                yield Sent("GET", path, {"export": "csv"})
                yield Sent("GET", path, {"export": "xlsx"})

    def _forged(self, path: str) -> Iterator[Sent]:
        """What the form at the address would send, with one reference to another member's row."""
        response = self._send(Sent("GET", path))
        form = (getattr(response, "context", None) or {}).get("form")
        if response.status_code != 200 or form is None or not hasattr(form, "fields"):
            return
        data = filled_form(form)
        for field_name, form_field in form.fields.items():
            if not isinstance(form_field, ModelChoiceField) or form_field.queryset.model in (
                Member,
                Channel,
                Association,
            ):
                continue
            for other in self.others:
                for pk in other.ids(form_field.queryset.model)[:2]:
                    yield Sent("POST", path, data | {form.add_prefix(field_name): pk})

    def _check(self, requests: list[Sent]) -> None:
        """Whatever is done is undone again, so that each address finds the world as it was built."""
        if not self._try(requests):
            return
        for request in requests:
            self.findings += [f"{request}: {line}" for line in self._try([request])]

    def _try(self, requests: Iterable[Sent]) -> list[str]:
        self.before = self.before or read_rows()
        with transaction.atomic():
            writes = count_writes()
            for request in requests:
                self._send(request)
            harmed = list(self.harm_in(read_rows(self.before, writes)))
            transaction.set_rollback(True)
        return harmed

    def harm_in(self, after: Rows) -> Iterator[str]:
        """What of another member is not as it was."""
        for other in self.others:
            yield from harm(self.before, after, other.rows)

    def _send(self, request: Sent) -> Any:
        mail.outbox.clear()
        self.client.cookies.pop("messages", None)  # nobody reads them, and they would pile up
        session = self.client.cookies["sessionid"].value
        self.sent += 1
        send = self._post if request.method == "POST" else self.client.get
        with suppress(_Undone), TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
            response = send(request.path, request.data)
            if response.status_code == 409:  # the question whether another member is really meant: it is
                response = send(request.path, _answered(response))
            self.client.cookies["sessionid"] = session  # after the address that signs out, what follows is asked too
            if response.status_code >= 500:  # its exception may have broken the transaction
                raise _Undone
        sent_away = response.status_code == 302 and response.headers["Location"] == HOME
        self.open |= not sent_away
        self.let_in += response.status_code < 400 and not sent_away
        self._put_files_back()
        if response.status_code >= 500 and "failwhale" not in request.path:
            self.findings.append(f"{request}: answered {response.status_code}")
        told = heard(response)
        for mark in self.marks:
            if mark in told:
                at = told.index(mark)
                self.findings.append(f"{request} ({response.status_code}): shows …{told[max(0, at - 60) : at + 40]!r}")
                break
        return response

    def _post(self, path: str, data: dict[str, Any]) -> Any:
        """As a browser sends a form without files; in the other form, that a client of Django's takes, each field is a
        part of its own, and to read hundreds takes longer than most views do."""
        return self.client.post(path, urlencode(data, doseq=True), content_type="application/x-www-form-urlencoded")

    def _put_files_back(self) -> None:
        """A commit would have erased them; the rollback brings back no more than their rows."""
        for path, content in self.files.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def _answered(response: Any) -> dict[str, list[str]]:
    """What the button of the question sends."""
    fields: dict[str, list[str]] = {}
    for name, value in response.context["fields"]:
        fields.setdefault(name, []).append(value)
    return fields


class _Undone(Exception):
    """The view broke the transaction, so its savepoint goes."""


def heard(response: Any) -> str:
    """Everything that a person is told: headers, body, spreadsheets, messages, mails."""
    body = bytes_of(response)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as sheet:
            body = b"".join(sheet.read(name) for name in sheet.namelist())
    parts = [body.decode("utf-8", "ignore"), *(f"{name}: {value}" for name, value in response.headers.items())]
    parts += [str(message) for message in get_messages(response.wsgi_request)]
    parts += [f"{message.to} {message.subject} {message.body}" for message in mail.outbox]
    return "\n".join(parts).lower()
