"""What production demands of who publishes or administers, as they meet it in the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.axe import check_on_desk_and_phone
from tests.e2e.conftest import Demo
from tests.e2e.entrance import press, set_up_app, sign_in, sign_out
from tests.signing_in.person import code_of_app

OWED = "Per il tuo ruolo serve un secondo fattore"


def test_who_publishes_gets_no_further_than_to_a_second_factor(strict: Demo, page: Page) -> None:
    sign_in(page, strict, "pandino")
    expect(page.get_by_text(OWED)).to_be_visible()
    check_on_desk_and_phone(page)
    for path in ("pages/", "images/", "persone/"):
        page.goto(f"{strict.admin}/admin/{path}")
        expect(page.get_by_role("heading", name="Il tuo secondo fattore")).to_be_visible()

    secret = set_up_app(page, strict)
    press(page, page.get_by_role("link", name="Li ho conservati"))
    page.goto(f"{strict.admin}/admin/pages/")
    expect(page.get_by_role("link", name="Novità").first).to_be_visible()

    sign_out(page, strict)
    sign_in(page, strict, "pandino")
    page.goto(f"{strict.admin}/admin/pages/")
    expect(page.get_by_label("Nome utente")).to_be_visible()  # the password alone opens nothing
    sign_in(page, strict, "pandino")
    page.get_by_label("Codice").fill(code_of_app(secret, steps_ago=-1))
    press(page, page.get_by_role("button", name="Entra"))
    page.goto(f"{strict.admin}/admin/pages/")
    expect(page.get_by_role("link", name="Novità").first).to_be_visible()
