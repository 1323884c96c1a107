"""Wagtail's admin at work under its content security policy: the fixture fails on any violation."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Demo


def test_an_editor_works_in_the_admin_without_a_violation(demo: Demo, signed_in: Any) -> None:
    editor = signed_in("consorzio")
    editor.goto(f"{demo.admin}/admin/pages/")
    for name in ("Novità", "Notizie"):
        editor.get_by_label(f"Esplora pagine figlio di '{name}'").click()
    editor.get_by_label(re.compile("^Aggiungi pagina figli")).first.click()
    editor.fill("#id_title", "Prova della politica")
    editor.fill("#id_summary", "In breve")
    editor.locator("[data-chooser-action-choose]:visible").first.click()
    expect(editor.get_by_role("dialog")).to_be_visible()
    editor.get_by_role("button", name="Chiudi").click()
    expect(editor.get_by_role("dialog")).to_be_hidden()
    editor.get_by_role("button", name=re.compile("anteprima", re.IGNORECASE)).first.click()
    preview = editor.frame_locator("iframe[title*='nteprima']").first
    expect(preview.get_by_role("heading", name="Prova della politica")).to_be_visible(timeout=20_000)
    for path in ("images/", "documents/", "reports/site-history/", "account/", "arrivi/", "canali/"):
        editor.goto(f"{demo.admin}/admin/{path}")
        expect(editor.locator("main, #main").first).to_be_visible()


def test_the_system_administrators_screens_work_without_a_violation(demo: Demo, signed_in: Any) -> None:
    administrator = signed_in("admin")
    for path in ("users/", "users/new/", "groups/", "sites/", "redirects/", "workflows/list/", "collections/"):
        answer = administrator.goto(f"{demo.admin}/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
