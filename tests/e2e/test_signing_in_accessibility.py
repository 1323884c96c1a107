"""Axe on every page of signing in, and its width on a desk and on a phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.axe import check_on_desk_and_phone
from tests.e2e.conftest import Demo
from tests.e2e.entrance import press, set_up_app, sign_in, sign_out
from tests.signing_in.person import code_of_app

PAGES = ("sicurezza/", "sicurezza/app/", "sicurezza/passkey/", "sicurezza/passkey/aggiungi/")


def test_the_pages_of_signing_in_have_no_finding_and_fit_their_width(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.admin}/")
    _is_accessible(page)
    sign_in(page, demo, "madignano", "sbagliata")
    _is_accessible(page)
    press(page, page.get_by_role("link", name="Hai dimenticato la password?"))
    _is_accessible(page)
    for _ in range(5):
        sign_in(page, demo, "nessuno-mai", "sbagliata")
    _is_accessible(page)
    sign_in(page, demo, "madignano")
    for path in PAGES:
        page.goto(f"{demo.admin}/admin/{path}")
        _is_accessible(page)


def test_the_pages_with_codes_have_no_finding_and_fit_their_width(demo: Demo, page: Page) -> None:
    sign_in(page, demo, "casale-cremasco-vidolasco")
    secret = set_up_app(page, demo)
    _is_accessible(page)
    page.goto(f"{demo.admin}/admin/sicurezza/codici/")
    _is_accessible(page)
    sign_out(page, demo)
    sign_in(page, demo, "casale-cremasco-vidolasco")
    _is_accessible(page)
    page.get_by_label("Codice").fill("000000")
    press(page, page.get_by_role("button", name="Entra"))
    _is_accessible(page)
    page.get_by_label("Codice").fill(code_of_app(secret, steps_ago=-1))
    press(page, page.get_by_role("button", name="Entra"))
    page.goto(f"{demo.admin}/admin/sicurezza/app/togli/")
    _is_accessible(page)


def _is_accessible(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_on_desk_and_phone(page)
