"""Signing in as a person does it: password, app, recovery code, passkey, identity provider; by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from cms.demo.people import PASSWORD
from tests.e2e.conftest import Demo
from tests.e2e.entrance import set_up_app, sign_in, sign_out
from tests.identity_provider import PASSWORD as IDENTITY_PASSWORD
from tests.signing_in.person import code_of_app


def test_by_keyboard_alone_one_gets_in(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.admin}/")
    expect(page.get_by_label("Nome utente")).to_be_focused()
    page.keyboard.type("ticengo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def test_a_wrong_password_is_announced(demo: Demo, page: Page) -> None:
    sign_in(page, demo, "ticengo", "sbagliata")
    expect(page.get_by_role("alert")).to_contain_text("Nome utente o password non corrispondono")


def test_password_managers_and_telephones_know_what_to_fill_in(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.admin}/")
    expect(page.get_by_label("Nome utente")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password")).to_have_attribute("autocomplete", "current-password")
    sign_in(page, demo, "vailate")
    page.goto(f"{demo.admin}/admin/sicurezza/app/")
    code = page.get_by_label("Il codice che l’app mostra adesso")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    expect(code).to_have_attribute("inputmode", "numeric")


def test_after_five_wrong_passwords_one_reads_how_long_to_wait(demo: Demo, page: Page) -> None:
    for _ in range(5):
        sign_in(page, demo, "nessuno", "sbagliata")
    expect(page.get_by_role("alert").last).to_contain_text("Aspetta un quarto d’ora")


def test_the_app_is_set_up_and_used_and_a_recovery_code_helps_once(demo: Demo, page: Page, tmp_path: Path) -> None:
    sign_in(page, demo, "sergnano")
    secret = set_up_app(page, demo)
    shown = page.locator(".recovery-codes li")
    expect(shown).to_have_count(10)
    codes = shown.all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Scarica i codici").click()
    download.value.save_as(tmp_path / "codes")
    assert (tmp_path / "codes").read_text().split() == codes
    page.get_by_role("link", name="Li ho conservati").click()
    page.wait_for_url("**/admin/")

    sign_out(page, demo)
    sign_in(page, demo, "sergnano")
    code = page.get_by_label("Codice")
    expect(code).to_be_focused()
    code.fill(codes[0])
    page.get_by_role("button", name="Entra").click()
    page.wait_for_url("**/admin/")

    sign_out(page, demo)
    sign_in(page, demo, "sergnano")
    code.fill(codes[0])
    page.get_by_role("button", name="Entra").click()
    expect(page.get_by_role("alert").first).to_contain_text("già stato usato")
    code.fill(code_of_app(secret, steps_ago=-1))
    page.get_by_role("button", name="Entra").click()
    page.wait_for_url("**/admin/")


def test_a_passkey_is_added_and_signs_in(demo: Demo, page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, demo, "ripalta-arpina")
    page.goto(f"{demo.admin}/admin/sicurezza/passkey/aggiungi/")
    page.get_by_label("Nome, per riconoscerla").fill("Computer dell’ufficio")
    page.get_by_role("button", name="Aggiungi").click()
    page.get_by_role("link", name="Li ho conservati").click()

    sign_out(page, demo)
    sign_in(page, demo, "ripalta-arpina")
    expect(page.get_by_text("codice dell’app")).to_have_count(0)
    page.get_by_role("button", name="Usa una passkey").click()
    page.wait_for_url("**/admin/")
    page.goto(f"{demo.admin}/admin/sicurezza/passkey/")
    expect(page.get_by_role("heading", name="Computer dell’ufficio")).to_be_visible()


def test_a_passkey_that_does_not_answer_is_told_on_the_page(demo: Demo, page: Page) -> None:
    sign_in(page, demo, "ricengo")
    page.add_init_script("navigator.credentials.create = () => Promise.reject(new Error('no'))")
    page.goto(f"{demo.admin}/admin/sicurezza/passkey/aggiungi/")
    page.get_by_role("button", name="Aggiungi").click()
    expect(page.get_by_text("La passkey non ha risposto")).to_be_visible()


def test_one_gets_in_by_an_identity_provider(demo: Demo, page: Page) -> None:
    demo.identity_provider.says("anna", ruoli=["crema:responsabile"])
    page.goto(f"{demo.admin}/")
    page.get_by_role("link", name="Entra con SPID o CIE").click()
    page.locator("input[name=login]").fill("anna")
    page.locator("input[name=password]").fill(IDENTITY_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    expect(page.get_by_text("Anna", exact=False).first).to_be_visible()


def test_who_has_no_role_reads_why(demo: Demo, page: Page) -> None:
    demo.identity_provider.says("bruno", ruoli=["atlantide:responsabile"])
    page.goto(f"{demo.admin}/")
    page.get_by_role("link", name="Entra con SPID o CIE").click()
    page.locator("input[name=login]").fill("bruno")
    page.locator("input[name=password]").fill(IDENTITY_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").last).to_contain_text("«atlantide»")


def test_a_forgotten_password_is_answered_in_the_demonstrations_mailbox(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.admin}/")
    page.get_by_role("link", name="Hai dimenticato la password?").click()
    page.locator("#id_email").fill("admin@posta.example")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/")
    page.goto(demo.directory)
    page.get_by_role("link", name="Posta della dimostrazione").click()
    link = page.get_by_role("link", name="password_reset/confirm")
    for _ in range(20):  # the scheduler sends it
        if link.count() == 0:
            page.wait_for_timeout(500)
            page.reload()
    link.click()
    expect(page.locator("#id_new_password1")).to_be_visible()


def test_from_the_page_of_ones_account_one_finds_the_second_factor(demo: Demo, signed_in: Any) -> None:
    page = signed_in("moscazzano")
    page.goto(f"{demo.admin}/admin/account/")
    page.get_by_role("tab", name="Altre azioni").click()
    page.get_by_role("link", name="Secondo fattore").click()
    expect(page.get_by_role("heading", name="Il tuo secondo fattore")).to_be_visible()
