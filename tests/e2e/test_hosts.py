"""Which address answers with what: a member's host, an unknown one, and the way round names that do not resolve."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo


@pytest.mark.parametrize("host", ["nessuno.localhost", "comune.inventato.it", "crema.localhost.it"])
def test_unknown_host_is_refused_and_shows_no_members_site(demo: Demo, host: str) -> None:
    request = urllib.request.Request(f"{demo.directory}/novita/", headers={"Host": host})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == 421
    body = refusal.value.read().decode()
    assert host in body
    assert "Comune di" not in body


def test_www_redirects_to_the_members_own_host(demo: Demo, page: Page) -> None:
    page.goto(f"http://www.crema.localhost:{demo.port}/novita/?da=www")
    assert page.url == f"{demo.site('crema')}/novita/?da=www"


def test_a_site_can_be_read_and_walked_without_a_host_name_of_its_own(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.directory}/sito/torlino-vimercati/")
    expect(page).to_have_title("Comune di Torlino Vimercati")
    page.get_by_role("link", name="Novità", exact=True).first.click()
    assert page.url == f"{demo.directory}/sito/torlino-vimercati/novita/"
    page.goto(f"{demo.directory}/sito/torlino-vimercati//novita")
    assert page.url == f"{demo.directory}/sito/torlino-vimercati/novita/"


def test_the_admin_answers_on_its_own_host_only(demo: Demo, page: Page) -> None:
    response: Any = page.goto(f"{demo.site('crema')}/admin/")
    assert response.status == 404
    page.goto(f"{demo.admin}/")
    expect(page.locator("#id_username")).to_be_visible()


def test_the_directory_shows_every_member_and_the_way_in(demo: Demo, page: Page) -> None:
    page.goto(demo.directory)
    expect(page.locator(".directory-tiles > li")).to_have_count(65)
    expect(page.get_by_role("link", name="Amministrazione")).to_have_attribute("href", f"{demo.admin}/admin/")
    page.get_by_role("link", name="Offanengo", exact=True).last.click()
    expect(page.get_by_text("Comune di Offanengo").first).to_be_visible()
