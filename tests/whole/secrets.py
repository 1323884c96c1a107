"""Pages that go in and out of hiding; every version has words of its own, to be known by wherever it turns up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.models import Channel, Member
from federation.unit_of_work import unit_of_work
from tests.publishing import republish, section_of

MARK = re.compile(r"[tb]mk\d{5}z")
PASSWORD = "apriti"


@dataclass
class Secret:
    """One page. `live`, `draft` and `scheduled` are numbers of versions; `hidden_by` is a kind of Wagtail's."""

    page: Any
    owner: Member
    draft: int
    live: int | None = None
    scheduled: tuple[int, datetime] | None = None
    hidden_by: str = ""


@dataclass
class Secrets:
    """What is public now, and what ever was. Everything else that has a mark was never public."""

    consortium: Member
    crema: Member
    channel: Channel
    number: int = 0
    pages: list[Secret] = field(default_factory=list)
    section_hidden: bool = False  # of Crema's own
    ever_public: set[int] = field(default_factory=set)

    def public(self) -> set[int]:
        return {secret.live for secret in self.pages if secret.live and not self._hidden(secret)}

    def _hidden(self, secret: Secret) -> None:
        return bool(secret.hidden_by) or (self.section_hidden and secret.owner == self.crema)

    def add_draft(self, owner: Member) -> None:
        page = NewsPage(live=False, slug=f"pagina-{self.number}", **self._version())
        with unit_of_work():
            section_of(owner).add_child(instance=page)
            page.save_revision()
        self.pages.append(Secret(page, owner, self.number))

    def change(self, random: Random) -> str:
        """The editor does something; says what."""
        which, what = random.randrange(len(self.pages)), random.choice(EDITS)
        getattr(self, what)(self.pages[which])
        self.ever_public |= self.public()
        return f"{what}({which})"

    def publish(self, secret: Secret) -> None:
        """Under new words; on other sites, too, where the consortium wrote it."""
        channels = [self.channel] if secret.owner == self.consortium else []
        republish(secret.page, go_live_at=None, channels=channels, **self._version())
        secret.live = secret.draft = self.number
        secret.scheduled = None

    def write_draft(self, secret: Secret) -> None:
        with unit_of_work():
            for name, value in self._version().items():
                setattr(secret.page, name, value)
            secret.page.save_revision()
        secret.page.refresh_from_db()
        secret.draft = self.number

    def schedule(self, secret: Secret) -> None:
        moment = timezone.now() + timedelta(hours=1)
        republish(secret.page, go_live_at=moment, **self._version())
        secret.draft, secret.scheduled = self.number, (self.number, moment)

    def withdraw(self, secret: Secret) -> None:
        if secret.live is None:
            return
        withdraw(secret.page.pk, user=None)
        secret.page.refresh_from_db()
        secret.live = secret.scheduled = None

    def delete(self, secret: Secret) -> None:
        with unit_of_work():
            NewsPage.objects.get(pk=secret.page.pk).delete()
        self.pages.remove(secret)
        self.add_draft(secret.owner)

    def ask_password(self, secret: Secret) -> None:
        self._restrict(secret, "password")

    def ask_login(self, secret: Secret) -> None:
        self._restrict(secret, "login")

    def lift(self, secret: Secret) -> None:
        if self._hidden(secret) and not secret.hidden_by:
            self.hide_section(secret)
        else:
            self._restrict(secret, "")

    def hide_section(self, secret: Secret) -> None:
        """Or shows it again."""
        with unit_of_work():
            section = section_of(self.crema)
            if self.section_hidden:
                PageViewRestriction.objects.get(page=section).delete()
            else:
                PageViewRestriction.objects.create(page=section, restriction_type="password", password=PASSWORD)
        self.section_hidden = not self.section_hidden

    def let_it_be_time(self, now: datetime) -> None:
        """The scheduler runs."""
        call_command("publish_scheduled")
        for secret in self.pages:
            if secret.scheduled and secret.scheduled[1] <= now:
                secret.live, secret.scheduled = secret.scheduled[0], None
                secret.page.refresh_from_db()
        self.ever_public |= self.public()

    def _restrict(self, secret: Secret, kind: str) -> None:
        with unit_of_work():
            for restriction in PageViewRestriction.objects.filter(page=secret.page):
                restriction.delete()
            if kind:
                PageViewRestriction.objects.create(page=secret.page, restriction_type=kind, password=PASSWORD)
        secret.hidden_by = kind

    def _version(self) -> dict[str, Any]:
        self.number += 1
        title, body = f"Avviso tmk{self.number:05}z", f"<p>Testo bmk{self.number:05}z</p>"
        return {"title": title, "summary": f"In breve bmk{self.number:05}z", "body": [("paragraph", body)]}


EDITS = (
    *["publish"] * 5, *["write_draft"] * 5, *["lift"] * 4, *["schedule"] * 2, *["ask_password"] * 2, *["ask_login"] * 2,
    *["withdraw"] * 2, "hide_section", "delete",
)  # fmt: skip


def marks_in(text: str) -> set[tuple[str, int]]:
    """Kind (t, of a title, or b, of anything else) and number of each version of which something stands there."""
    return {(mark[0], int(mark[3:8])) for mark in MARK.findall(text)}
