"""What a visitor reads on a member's site, taken out of the HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

CARD = re.compile(r'<article class="it-card.*?</article>', re.S)
LINK = re.compile(r'it-card-title h4"><a href="([^"]+)"[^>]*>([^<]*)</a>')
HEADING = re.compile(r'<h1 data-element="page-name">([^<]*)</h1>')
IMAGE = re.compile(r'<img[^>]*\ssrc="([^"]+)"')
PALETTE = re.compile(r"/brand-([a-z-]+)(?:\.[0-9a-f]+)?\.css")
NOTE = re.compile(r'<div class="local-note-text">\s*<p>(.*?)</p>', re.S)
NEXT = re.compile(r'href="\?pagina=(\d+)"')


@dataclass(frozen=True, slots=True)
class Seen:
    """One item: `picture` is the address of its image, empty without one; `note` only its own page has."""

    path: str
    title: str
    picture: str = ""
    note: str = ""


class Site:
    """A visitor of one host, without a cookie."""

    def __init__(self, hostname: str) -> None:
        self.client = Client(SERVER_NAME=hostname)

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def list_on(self, path: str, *, band: str = "") -> list[Seen]:
        """The cards of a page in their order; of one band of it (`news`, `notices`, `events`) if it has several."""
        return cards_in(self._main(path), band=band)

    def whole_list(self, path: str) -> list[Seen]:
        """A section with all its pages."""
        first = self._main(path)
        last = max((int(number) for number in NEXT.findall(first)), default=1)
        cards = cards_in(first)
        for number in range(2, last + 1):
            cards += self.list_on(f"{path}?pagina={number}")
        return cards

    def page(self, path: str) -> Seen | int:
        """The item that stands there, or the status of another answer; 401 stands for a form that asks a password."""
        answer = self.get(path)
        if answer.status_code != 200:
            return int(answer.status_code)
        if "id_password" in answer.text:
            return 401
        main = answer.text.partition("<main")[2]
        heading, picture, note = HEADING.search(main), IMAGE.search(main), NOTE.search(main)
        assert heading is not None, main
        return Seen(
            path=path,
            title=unescape(heading[1]),
            picture=picture[1] if picture else "",
            note=unescape(note[1]) if note else "",
        )

    def _main(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        return str(answer.text.partition("<main")[2])


def cards_in(html: str, *, band: str = "") -> list[Seen]:
    """The cards of items; those of sections have no pictures, dates or footers, and are no articles."""
    if band:
        html = html.partition(f'id="{band}-title"')[2].partition("<section")[0]
    return [_seen(card) for card in CARD.findall(html)]


def palette_of(html: str) -> str:
    """The name of the palette in whose colours a page is."""
    found = PALETTE.search(html)
    return found[1] if found else ""


def _seen(card: str) -> Seen:
    link, picture = LINK.search(card), IMAGE.search(card)
    assert link is not None, card
    return Seen(path=link[1], title=unescape(link[2]), picture=picture[1] if picture else "")
