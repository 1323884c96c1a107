"""Wagtail saves a draft by itself while somebody works; who publishes at that moment makes one page, not two."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.e2e.conftest import Demo
from tests.e2e.newsroom import begin_news, press_publish, see_published
from tests.e2e.visitor import answer_of


@pytest.mark.parametrize("answered", ["late", "never"])
def test_publishing_while_the_draft_is_being_saved_makes_one_page(demo: Demo, signed_in: Any, answered: str) -> None:
    word = uuid.uuid4().hex[:8]
    press_office = signed_in("consorzio")
    begin_news(press_office, demo, title=f"Di fretta {word}", text="Due telefonate.")
    saving: list[Route] = []
    press_office.route(press_office.url, lambda route: _let_pass_or_keep(route, saving))
    press_office.wait_for_timeout(3_000)  # what is typed before is taken for the form's first state
    with press_office.expect_request(press_office.url):
        press_office.fill("#id_summary", "Tra due telefonate.")
    press_office.wait_for_timeout(100)
    answer = _answer(saving[0], demo)  # the server has made the page, the editor does not know yet
    press_office.locator("#id_title").press("Enter")
    press_publish(press_office, seen=False)
    press_office.locator("#id_title").press("Enter")
    press_office.wait_for_timeout(500)
    if answered == "late":
        saving[0].fulfill(response=answer)
        see_published(press_office)
        assert answer_of(f"{demo.site('crema')}/novita/notizie/di-fretta-{word}/")[0] == 200
        explored = press_office.get_by_role("link", name=f"Di fretta {word}")
        expect(explored).to_have_count(1)
    else:
        saving[0].abort()
        expect(press_office.get_by_text("non può essere creata")).to_be_visible()
        expect(press_office.locator("#id_title")).to_have_value(f"Di fretta {word}")


def _let_pass_or_keep(route: Route, kept: list[Route]) -> None:
    if route.request.method == "POST" and route.request.resource_type == "fetch" and not kept:
        kept.append(route)
    else:
        route.continue_()


def _answer(route: Route, demo: Demo) -> APIResponse:
    """Outside the browser nothing resolves `admin.localhost`."""
    request = route.request
    headers = request.headers | {"host": demo.admin.removeprefix("http://")}
    return route.fetch(url=request.url.replace("admin.localhost", "127.0.0.1"), headers=headers)
