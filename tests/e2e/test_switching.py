"""A person of several members switches by keyboard, and is asked before a save from a tab that was left behind."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.axe import check_on_desk_and_phone
from tests.e2e.conftest import ROOT, Demo

OURS = ".on-screen, .on-screen-question, .on-screen__list"


def bar(page: Page) -> Any:
    return page.get_by_role("region", name="Ente sullo schermo")


def switch(page: Page, name: str) -> None:
    """With the keyboard alone."""
    bar(page).locator("summary").focus()
    page.keyboard.press("Enter")
    bar(page).get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text(name)


def open_news(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.admin}/admin/pages/")
    page.get_by_label("Esplora pagine figlio di 'Novità'").click()
    page.get_by_label(re.compile("^Aggiungi.*'Notizie'")).first.click()


def test_the_switcher_works_by_keyboard_and_fits_a_phone(demo: Demo, signed_in: Any) -> None:
    page = signed_in("segreteria")
    expect(bar(page)).to_contain_text("Comune di Crema")
    bar(page).locator("summary").focus()
    page.keyboard.press("Enter")
    check_on_desk_and_phone(page, only=OURS)
    expect(bar(page).get_by_role("button", name="Comune di Offanengo")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(bar(page).get_by_role("button", name="Comune di Offanengo")).to_be_hidden()
    expect(bar(page).locator("summary")).to_be_focused()
    switch(page, "Comune di Offanengo")
    expect(page.get_by_text("Ora sullo schermo c’è Comune di Offanengo.")).to_be_visible()
    page.goto(f"{demo.admin}/admin/images/")
    expect(bar(page)).to_contain_text("Comune di Offanengo")


def test_the_consortium_finds_a_member_by_name(demo: Demo, signed_in: Any) -> None:
    page = signed_in("consorzio")
    bar(page).locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Nome dell’ente").fill("izan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 ente")).to_be_visible()
    check_on_desk_and_phone(page, only=OURS)
    page.get_by_role("main").get_by_role("button", name="Comune di Izano").press("Enter")
    expect(bar(page)).to_contain_text("Comune di Izano")


def test_a_tab_left_behind_asks_and_loses_nothing(demo: Demo, signed_in: Any) -> None:
    page = signed_in("segreteria")
    page.goto(f"{demo.admin}/admin/images/add/")
    page.fill("#id_title", "Torrazzo")
    other = page.context.new_page()
    other.goto(f"{demo.admin}/admin/")
    switch(other, "Comune di Offanengo")
    expect(bar(page)).to_contain_text("Comune di Crema")
    page.locator("#id_file").set_input_files(ROOT / "docs/images/directory.png")
    page.get_by_role("button", name="Carica").click()
    question = page.get_by_role("heading", name="Stai per salvare su Crema, ma sullo schermo c’è Offanengo")
    expect(question).to_be_visible()
    check_on_desk_and_phone(page, only=OURS)
    page.get_by_role("link", name="Torna indietro").click()
    expect(page.locator("#id_title")).to_have_value("Torrazzo")


def test_a_page_is_saved_on_its_member_after_the_question(demo: Demo, signed_in: Any) -> None:
    page = signed_in("segreteria")
    open_news(page, demo)
    page.fill("#id_title", "Dalla prima scheda")
    page.fill("#id_summary", "In breve")
    other = page.context.new_page()
    other.goto(f"{demo.admin}/admin/")
    switch(other, "Comune di Offanengo")
    page.get_by_role("button", name="Altre azioni").last.click()
    page.locator("[name=action-publish]").click()
    page.get_by_role("button", name="Salva su Crema").click()
    expect(page.get_by_text(re.compile("pubblicat[ao]")).first).to_be_visible()
    expect(bar(page)).to_contain_text("Comune di Crema")
    expect(page.get_by_role("link", name="Dalla prima scheda").first).to_be_visible()
