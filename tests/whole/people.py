"""Everybody who asks for pages that are hidden at times, one request at a time, each with what they may see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from federation.models import Member, Placement, User
from mobile_api.ids import global_id
from mobile_api.reading.feeds import newest_rows
from search.dsl import Elasticsearch
from search.indexer import follow
from search.models import SearchDocument
from tests.caches import stored_values
from tests.mobile_api.app import App
from tests.mobile_api.test_privacy import EVERYTHING, NODE
from tests.whole.secrets import PASSWORD, Secret, Secrets, marks_in

FORM = re.compile(r'<form[^>]*\saction="(/_accesso/[^"]+)"')
LISTS = ("/", "/novita/", "/novita/notizie/", "/ricerca/?q=avviso")


@dataclass
class People:
    """Asserts after each request that nothing came out, or was kept, that is not public."""

    secrets: Secrets
    members: list[Member]
    editor: User
    anonymous: dict[str, Client] = field(default_factory=dict)
    app: App = field(default_factory=App)
    checked: dict[str, bytes] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # by whom a hidden page was read that they may read

    def __post_init__(self) -> None:
        self.anonymous = {member.slug: self._client(member) for member in self.members}
        self.knowing = {member.slug: self._client(member) for member in self.members}
        self.signed_in = {member.slug: self._client(member) for member in self.members}
        for client in self.signed_in.values():
            client.force_login(self.editor)

    def visitor(self, random: Random) -> None:
        """Without a cookie; anywhere."""
        member, path = random.choice(self.members), self._any_path(random)
        self._check_public(self.anonymous[member.slug].get(path))

    def visitor_with_the_password(self, random: Random) -> None:
        """Types it where it is asked for, and reads lists with the same session."""
        secret = random.choice(self.secrets.pages)
        client, path = self.knowing[secret.owner.slug], self._path_of(secret)
        answer = client.get(path)
        for _ in range(2):  # a section may ask before the page does
            if answer.status_code == 200 and b"id_password" in answer.content:
                data = {"password": PASSWORD, "return_url": path}
                answer = client.post(unescape(FORM.findall(answer.text)[-1]), data, follow=True)
        self._note("with the password", secret, answer)
        client.get(random.choice(LISTS))

    def signed_in_editor(self, random: Random) -> None:
        """On the site's own host, as if somebody had carried the session there."""
        secret = random.choice(self.secrets.pages)
        client = self.signed_in[secret.owner.slug]
        self._note("signed in", secret, client.get(self._path_of(secret)))
        client.get(random.choice(LISTS))

    def preview(self, random: Random) -> None:
        """Of the latest draft."""
        secret = random.choice(self.secrets.pages)
        answer = secret.page.get_latest_revision_as_object().make_preview_request()
        assert ("t", secret.draft) in marks_in(answer.text), "a preview shows the draft"
        self.seen.add("preview")

    def phone(self, random: Random) -> None:
        """Lists, delta and every id there is."""
        comuni = [member.slug for member in self.members if member.kind == Member.Kind.COMUNE]
        texts = [self.app.post(EVERYTHING, comuni=comuni).text]
        ids = list(Placement.objects.values_list("pk", flat=True))
        texts += [self.app.post(NODE, id=global_id("News", pk)).text for pk in random.sample(ids, min(3, len(ids)))]
        assert self._numbers(" ".join(texts)) <= self.secrets.public()

    def indexer(self, random: Random) -> None:
        """A page of it, or all."""
        if random.random() < 0.5:
            follow(most=1)
            return
        follow()
        assert self._numbers(self._index()) <= self.secrets.public()

    def scheduler(self, random: Random) -> None:
        self.secrets.let_it_be_time(timezone.now())

    def check_what_is_kept(self) -> None:
        """Cache, index and what the API's process remembers. An entry holds what was public when it was made."""
        for key, value in stored_values().items():
            if self.checked.get(key) != value:
                self._check_page(value.decode("utf-8", "ignore"), is_gone=b"page-title" in value, what=key)
                self.checked[key] = value
        assert self._numbers(self._index()) <= self.secrets.ever_public
        assert self._numbers(str(newest_rows._kept)) <= self.secrets.ever_public

    def _check_public(self, response: Any) -> None:
        what = f"{response.wsgi_request.get_host()}{response.wsgi_request.path} ({response.status_code})"
        self._check_page(response.text, is_gone=response.status_code == 410, what=what)

    def _check_page(self, text: str, *, is_gone: bool, what: str) -> None:
        """A page that is gone says what stood there; the title is all that it says."""
        public = self.secrets.public()
        for kind, number in marks_in(text):
            said = is_gone and kind == "t" and number in self.secrets.ever_public
            assert number in public or said, f"{what}: version {number} {self._standing(number)}"

    def _standing(self, number: int) -> str:
        return "is not public any more" if number in self.secrets.ever_public else "never was public"

    def _note(self, who: str, secret: Secret, answer: Any) -> None:
        hidden = secret.live is not None and secret.live not in self.secrets.public()
        if hidden and ("b", secret.live) in marks_in(answer.text):
            assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
            self.seen.add(f"{who}: {secret.hidden_by or 'section'}")

    def _numbers(self, text: str) -> set[int]:
        return {number for _, number in marks_in(text)}

    def _index(self) -> str:
        """All that is in it, on the server too where there is one."""
        rows = " ".join(str(row) for row in SearchDocument.objects.values_list())
        if not settings.ELASTICSEARCH_URL:
            return rows
        everything = f"{settings.ELASTICSEARCH_PREFIX}*"
        with Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=30) as server:
            server.indices.refresh(index=everything)
            return f"{rows} {server.search(index=everything, size=1_000)}"

    def _any_path(self, random: Random) -> str:
        paths = [*LISTS, *(self._path_of(secret) for secret in self.secrets.pages for _ in range(2))]
        return random.choice(paths)

    @staticmethod
    def _path_of(secret: Secret) -> str:
        return f"/novita/notizie/{secret.page.slug}/"

    @staticmethod
    def _client(member: Member) -> Client:
        return Client(SERVER_NAME=member.hostname or "")
