"""A visitor searches with nothing but a keyboard, and with scripts off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo


def test_search_by_keyboard_from_the_home_page(demo: Demo, page: Page) -> None:
    page.goto(demo.site("crema"))
    page.locator("header a.search-link").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Che cosa cerchi?")
    field.focus()
    page.keyboard.type("fibra")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ricerca: fibra")
    expect(field).to_have_value("fibra")
    result = page.locator(".it-card-list a").first
    title = result.inner_text()
    result.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("width", [320, 1280])
def test_search_needs_no_script(demo: Demo, browser: Browser, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(demo.site("crema") + "/ricerca/")
    page.get_by_label("Che cosa cerchi?").fill("dirigibile")
    page.get_by_role("button", name="Cerca").click()
    expect(page.locator("main")).to_contain_text("Nessun risultato per «dirigibile»")
    context.close()
