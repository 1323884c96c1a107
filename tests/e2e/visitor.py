"""What a citizen sees."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect


def see_on_list(visitor: Page, site: str, path: str, title: str) -> None:
    visitor.goto(f"{site}/novita/notizie/", wait_until="domcontentloaded")
    link = visitor.get_by_role("link", name=title)
    expect(link).to_have_attribute("href", path)


def see_on_list_and_page(visitor: Page, site: str, path: str, title: str) -> None:
    see_on_list(visitor, site, path, title)
    response = visitor.goto(f"{site}{path}", wait_until="domcontentloaded")
    assert response is not None
    assert response.status == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    expect(visitor.get_by_text("Consorzio.IT").first).to_be_visible()


def see_gone(visitor: Page, site: str, path: str, explanation: str) -> None:
    response = visitor.goto(f"{site}{path}", wait_until="domcontentloaded")
    assert response is not None
    assert response.status == 410
    expect(visitor.get_by_text(explanation)).to_be_visible()


def files_of(visitor: Page) -> set[str]:
    """The addresses of every size of every picture, and of every document, of the text of the page."""
    found: list[str] = visitor.locator("main").evaluate(
        """main => [
            ...[...main.querySelectorAll("img")].map(img => img.src),
            ...[...main.querySelectorAll("[srcset]")].flatMap(
                 one => one.srcset.split(",").map(part => new URL(part.trim().split(" ")[0], location).href)),
            ...[...main.querySelectorAll("a[href*='/documenti/']")].map(a => a.href)
        ]"""
    )
    return set(found)


def status_of(url: str) -> int:
    """What anybody is answered who asks without a browser."""
    return answer_of(url)[0]


def answer_of(url: str) -> tuple[int, str]:
    """Status and body, without a browser; names below `localhost` are this machine."""
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port, timeout=30)
    connection.request("GET", parts.path, headers={"Host": parts.netloc})
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return response.status, text


def titles_found(visitor: Page, site: str, word: str) -> list[str]:
    """What `/ricerca/` answers."""
    visitor.goto(f"{site}/ricerca/?q={word}", wait_until="domcontentloaded")
    return visitor.locator(".it-card-list a").all_inner_texts()
