"""What somebody does to sign in, click by click."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from cms.demo.people import PASSWORD
from tests.e2e.conftest import Demo
from tests.signing_in.person import code_of_app


def sign_in(page: Page, demo: Demo, username: str, password: str = PASSWORD) -> None:
    page.goto(f"{demo.admin}/")
    page.get_by_label("Nome utente").fill(username)
    page.get_by_label("Password").fill(password)
    press(page, page.get_by_role("button", name="Accedi"))


def press(page: Page, target: Locator) -> None:
    """Clicks, and waits for the page that answers: what looks at once would look at the page that is leaving."""
    with page.expect_navigation():
        target.click()


def sign_out(page: Page, demo: Demo) -> None:
    page.context.clear_cookies()
    page.goto(f"{demo.admin}/")


def set_up_app(page: Page, demo: Demo) -> str:
    """The app's key."""
    page.goto(f"{demo.admin}/admin/sicurezza/app/")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Il codice che l’app mostra adesso").fill(code_of_app(secret))
    press(page, page.get_by_role("button", name="Attiva"))
    return secret
