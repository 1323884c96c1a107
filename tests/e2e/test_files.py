"""A notice with a picture and a document, from the editor's desk to a visitor's browser and away again."""

from __future__ import annotations

import uuid
from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import Demo
from tests.e2e.newsroom import begin_news, press_publish, publish_again, upload_document, upload_picture, withdraw
from tests.e2e.visitor import files_of, see_gone, see_on_list_and_page, status_of

SITES = ("consorzio", "crema", "soncino")


def test_picture_and_document_come_with_the_notice_and_go_with_it(demo: Demo, page: Page, signed_in: Any) -> None:
    word = uuid.uuid4().hex[:8]
    path = f"/novita/notizie/con-allegato-{word}/"
    press_office = signed_in("consorzio")
    begin_news(press_office, demo, title=f"Con allegato {word}", text="Guarda e scarica.")
    upload_picture(press_office, name=f"piazza-{word}", colour="teal")
    upload_document(press_office, name=f"mappa-{word}")
    press_publish(press_office)
    press_office.get_by_role("link", name=f"Con allegato {word}").first.click()

    before = {site: _shown_files(page, demo.site(site), path, f"Con allegato {word}") for site in SITES}
    assert len({url for files in before.values() for url in files if "/documenti/" in url}) == len(SITES)
    withdraw(press_office, f"Era sbagliata {word}.")
    for site in SITES:
        see_gone(page, demo.site(site), path, f"Era sbagliata {word}.")
        for url in before[site]:
            assert status_of(url) == (410 if "/documenti/" in url else 404), url
    publish_again(press_office, f"Con allegato {word}")
    assert _shown_files(page, demo.site("crema"), path, f"Con allegato {word}") == before["crema"]


def _shown_files(visitor: Page, site: str, path: str, title: str) -> set[str]:
    """All of them answer, and the browser shows the picture."""
    see_on_list_and_page(visitor, site, path, title)
    visitor.locator("main .page-picture img").evaluate("picture => picture.decode()")
    files = files_of(visitor)
    assert len(files) == 2 * 4 + 1
    for url in files:
        assert status_of(url) == 200, url
    return files
