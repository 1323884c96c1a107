"""One notice with a picture and a document, through every reader: lists, search, the app; and out of all again."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from cms.demo.reading import read_comuni
from tests.e2e.app import Device, files_in, is_known, newest
from tests.e2e.conftest import Demo
from tests.e2e.newsroom import begin_news, press_publish, upload_document, upload_picture, withdraw
from tests.e2e.visitor import files_of, see_gone, see_on_list, see_on_list_and_page, status_of, titles_found

SLUGS = [row["slug"] for row in read_comuni()]
SOME = ["crema", "offanengo", "torlino-vimercati"]
SECONDS = 20  # within which readers that follow after the commit have followed


def test_a_notice_reaches_every_reader_and_leaves_every_one(
    demo: Demo, page: Page, reader: Page, signed_in: Any
) -> None:
    word = uuid.uuid4().hex[:8]
    title, path = f"Scavi {word}", f"/novita/notizie/scavi-{word}/"
    devices = [Device(demo, slug) for slug in SOME]
    for device in devices:
        device.sync()
    press_office = signed_in("consorzio")
    begin_news(press_office, demo, title=title, text="Si scava da lunedì.")
    upload_picture(press_office, name=f"Cantiere {word}", colour=f"#{word[:6]}")
    upload_document(press_office, name=f"Percorso {word}")
    press_publish(press_office)
    press_office.get_by_role("link", name=title).first.click()

    files: set[str] = set()
    for slug in SLUGS:
        see_on_list(reader, demo.site(slug), path, title)
    for slug in SOME:
        see_on_list_and_page(page, demo.site(slug), path, title)
        files |= files_of(page)
    for device in devices:
        node = newest(demo, device.slug)
        assert node["title"] == title
        files |= files_in(node)
        device.sync()
        assert device.titles[node["id"]] == title
        assert is_known(demo, node["id"])
        eventually(lambda device=device: titles_found(page, demo.site(device.slug), word) == [title])
    assert {address.rpartition(".")[2] for address in files} == {"avif", "webp", "pdf"}
    eventually(lambda: {status_of(address) for address in files} == {200})

    withdraw(press_office, f"Rinviati {word}.")
    for device in devices:
        see_gone(page, demo.site(device.slug), path, f"Rinviati {word}.")
        assert newest(demo, device.slug)["title"] != title
        (placement_id,) = [key for key, known in device.titles.items() if known == title]
        assert not is_known(demo, placement_id)
        device.sync()
        assert placement_id not in device.titles
        eventually(lambda device=device: titles_found(page, demo.site(device.slug), word) == [])
    eventually(lambda: {status_of(address) for address in files} <= {403, 404, 410})


def eventually(holds: Callable[[], bool]) -> None:
    """Asked again until it does: index and pictures follow after the commit."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not follow"
        time.sleep(0.2)
