"""Axe on every page of signing in, and its width on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Demo
from tests.e2e.entrance import press, set_up_app, sign_in, sign_out
from tests.e2e.test_accessibility import DESK, PHONE, findings, overflows
from tests.signing_in.person import code_of_app

PAGES = ("sicurezza/", "sicurezza/app/", "sicurezza/passkey/", "sicurezza/passkey/aggiungi/")


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """A window of a width, where axe may be injected in spite of the page's security policy."""
    with ExitStack() as stack:
        yield lambda width: stack.enter_context(
            browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, locale="it-IT")
        ).new_page()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_signing_in_have_no_finding_and_fit_their_width(
    demo: Demo, window: Callable[[int], Page], width: int
) -> None:
    page = window(width)
    page.goto(f"{demo.admin}/")
    _is_accessible(page)
    sign_in(page, demo, "madignano", "sbagliata")
    _is_accessible(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Hai dimenticato la password?").click()
    _is_accessible(page)
    for _ in range(5):
        sign_in(page, demo, f"nessuno-{width}", "sbagliata")
    _is_accessible(page)
    sign_in(page, demo, "madignano")
    for path in PAGES:
        page.goto(f"{demo.admin}/admin/{path}")
        _is_accessible(page)


def test_the_pages_with_codes_have_no_finding_and_fit_a_phone(demo: Demo, window: Callable[[int], Page]) -> None:
    page = window(PHONE)
    sign_in(page, demo, "casale-cremasco-vidolasco")
    secret = set_up_app(page, demo)
    _is_accessible(page)
    page.goto(f"{demo.admin}/admin/sicurezza/codici/")
    _is_accessible(page)
    sign_out(page, demo)
    sign_in(page, demo, "casale-cremasco-vidolasco")
    _is_accessible(page)
    page.get_by_label("Codice").fill("000000")
    press(page, "Entra")
    _is_accessible(page)
    page.get_by_label("Codice").fill(code_of_app(secret, steps_ago=-1))
    press(page, "Entra")
    page.goto(f"{demo.admin}/admin/sicurezza/app/togli/")
    _is_accessible(page)


def _is_accessible(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state()
    assert findings(page) == [], page.url
    assert not overflows(page), page.url
