"""GraphiQL in a browser: ten tabs, an answer, and nothing that the content security policy stops."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo


def test_a_ready_query_is_run_from_the_directorys_page(demo: Demo, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(demo.directory)
    page.get_by_role("link", name="Prova le interrogazioni dell’app").click()
    expect(page.get_by_role("tab")).to_have_count(10)
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text("serverTime")
    assert complaints == []
