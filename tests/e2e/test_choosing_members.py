"""Choosing members in Wagtail's admin: by keyboard alone, over several searches, and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo


@pytest.mark.parametrize("width", [1280, 375])
def test_members_are_added_over_several_searches_and_taken_away_by_keyboard(
    width: int, demo: Demo, signed_in: Any
) -> None:
    staff: Page = signed_in("consorzio")
    staff.set_viewport_size({"width": width, "height": 800})
    staff.goto(f"{demo.admin}/admin/federazione/gestioni-associate/new/")
    staff.fill("#id_name", f"Polizia locale {width}")
    staff.keyboard.press("Tab")
    expect(staff.locator("#id_slug")).to_have_value(f"polizia-locale-{width}")
    _press(staff, staff.get_by_role("button", name="Aggiungi enti"), "Enter")
    _tick(staff, "Izano")
    _tick(staff, "Offanengo")
    _tick(staff, "Sergnano")
    kept = staff.get_by_role("list", name="Scelti finora")
    _press(staff, kept.get_by_label("Sergnano"), "Space")
    expect(kept.get_by_role("listitem")).to_have_text(["Izano", "Offanengo"])
    assert staff.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _press(staff, staff.get_by_role("button", name="Conferma selezione"), "Enter")
    expect(staff.get_by_role("status").filter(has_text="Enti aggiunti")).to_contain_text("Izano, Offanengo")
    chosen = staff.get_by_role("group", name="Enti scelti")
    _press(staff, chosen.get_by_label("Izano"), "Space")
    staff.get_by_role("button", name="Crea").click()
    staff.get_by_role("link", name=f"Polizia locale {width}").first.click()
    expect(chosen.get_by_role("checkbox")).to_have_count(1)
    expect(chosen.get_by_label("Offanengo")).to_be_checked()


def _tick(staff: Page, name: str) -> None:
    chooser = staff.locator(".modal-body")
    chooser.get_by_label("Nome").fill(name)
    expect(chooser.locator("tbody tr")).to_have_count(1)  # the results are there, and not about to be replaced
    _press(staff, chooser.get_by_role("row", name=name).get_by_role("checkbox"), "Space")


def _press(staff: Page, target: Any, key: str) -> None:
    target.focus()
    staff.keyboard.press(key)
