"""Every page type under axe, by keyboard, and at the width of a phone; also our own screens of the admin."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import PHONE, check_on_desk_and_phone, findings
from tests.e2e.conftest import Demo
from tests.e2e.entrance import press

PAGES = {
    "home": "/",
    "landing page": "/novita/",
    "section": "/novita/notizie/",
    "section of events": "/vivere-il-comune/eventi/",
    "not found": "/non-esiste/",
    "search": "/ricerca/?q=fibra",
    "landing page of events": "/vivere-il-comune/",
    "empty section": "/novita/comunicati/",
    "search without results": "/ricerca/?q=dirigibile",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_has_no_finding_and_fits_its_width(demo: Demo, page: Page, path: str) -> None:
    page.goto(demo.site("crema") + path)
    check_on_desk_and_phone(page)


@pytest.mark.parametrize("section", ["/novita/notizie/", "/vivere-il-comune/eventi/"])
def test_news_and_event_pages_have_no_finding_and_fit_their_width(demo: Demo, page: Page, section: str) -> None:
    page.goto(demo.site("crema") + section)
    press(page, page.locator("main a[href*='" + section + "']").first)
    check_on_desk_and_phone(page)


def test_directory_and_gallery_have_no_finding_and_fit_their_width(demo: Demo, page: Page) -> None:
    for path in ("/", "/componenti/"):
        page.goto(demo.directory + path)
        check_on_desk_and_phone(page)


def test_the_first_tab_skips_to_the_content(demo: Demo, page: Page) -> None:
    page.goto(demo.site("crema"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Vai ai contenuti")
    expect(page.locator(":focus")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_on_a_phone_the_menu_opens_and_closes_by_keyboard(demo: Demo, page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 700})
    page.goto(demo.site("crema"))
    link = page.locator("header").get_by_text("Novità", exact=True)
    expect(link).not_to_be_visible()
    page.locator("button[aria-controls]").first.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    expect(page.locator(":focus")).to_contain_text("Chiudi il menu")
    page.keyboard.press("Escape")
    expect(link).not_to_be_visible()


@pytest.mark.parametrize("path", ["arrivi/", "arrivi/?scheda=rifiutati", "catalogo/", "canali/"])
def test_our_screens_of_the_admin_have_no_serious_finding(demo: Demo, signed_in: Any, path: str) -> None:
    editor = signed_in("crema")
    editor.goto(f"{demo.admin}/admin/{path}")
    assert findings(editor, only="main .nice-padding") == []


@pytest.mark.parametrize("account", ["crema-amministrazione", "consorzio-amministrazione"])
def test_the_register_has_no_finding_and_is_filtered_by_keyboard(demo: Demo, signed_in: Any, account: str) -> None:
    reader = signed_in(account)
    reader.goto(f"{demo.admin}/admin/reports/registro/")
    expect(reader.get_by_role("columnheader", name="Prima e dopo, da dove")).to_be_visible()
    assert findings(reader, only="main") == []
    reader.get_by_role("button", name="Mostra filtri").focus()
    reader.keyboard.press("Enter")
    reader.get_by_role("button", name="Persona").focus()
    reader.keyboard.press("Enter")
    reader.get_by_label("Persona").focus()
    reader.keyboard.type("nessuno si chiama")
    expect(reader.get_by_text("Nessuna riga: niente è successo")).to_be_visible()
    assert findings(reader, only="#listing-results") == []  # the button's count beside its label is Wagtail's


def test_the_screen_of_a_received_item_has_no_serious_finding(demo: Demo, signed_in: Any) -> None:
    editor = signed_in("castelleone")
    editor.goto(f"{demo.admin}/admin/arrivi/")
    editor.locator("td.title a").first.click()
    expect(editor.get_by_role("heading", name="Come lo legge chi visita il tuo sito")).to_be_visible()
    assert findings(editor, only="main .nice-padding") == []


def test_where_a_notice_is_seen_and_how_it_is_withdrawn_have_no_finding(demo: Demo, signed_in: Any) -> None:
    editor = signed_in("consorzio")
    editor.goto(f"{demo.admin}/admin/pages/")
    for name in ("Novità", "Notizie"):
        press(editor, editor.get_by_label(f"Esplora pagine figlio di '{name}'"))
    address = (
        editor.locator("main table tbody .title a[href*='/edit/']").first.get_attribute("href").removesuffix("edit/")
    )
    for screen in ("dove/", "ritira/"):
        editor.goto(f"{demo.admin}{address}{screen}")
        expect(editor.get_by_role("heading", level=1)).to_be_visible()
        assert findings(editor, only="main") == [], screen


@pytest.mark.parametrize(
    "screens",
    [
        ("federazione/enti/", "federazione/enti/new/"),
        ("federazione/canali/", "federazione/canali/new/"),
        ("federazione/gestioni-associate/", "federazione/gestioni-associate/new/"),
        ("aspetto/",),
        ("persone/", "persone/invita/"),
        ("reports/lavori/", "ente/"),
    ],
    ids=lambda screens: screens[0],
)
def test_the_screens_of_who_administers_have_no_finding(demo: Demo, signed_in: Any, screens: tuple[str, ...]) -> None:
    """Each of them, and what stands first in its list: its form, its history, its question before it is deleted."""
    page = signed_in("admin")
    for screen in screens:
        page.goto(f"{demo.admin}/admin/{screen}")
        assert findings(page, only="main") == [], screen
    page.goto(f"{demo.admin}/admin/{screens[0]}")
    row = page.locator("#listing-results tbody tr, main table tbody tr").first
    for address in row.locator("a").evaluate_all("links => [...new Set(links.map(link => link.href))]"):
        if address.startswith(f"{demo.admin}/admin/"):
            page.goto(address)
            assert findings(page, only="main") == [], address
