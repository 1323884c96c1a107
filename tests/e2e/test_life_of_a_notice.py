"""The product's promise, played as a person: one notice on 64 sites, each of which stays master in its house."""

from __future__ import annotations

import uuid
from typing import Any

from playwright.sync_api import Page, expect

from cms.demo.reading import read_comuni
from tests.e2e.conftest import Demo
from tests.e2e.newsroom import edit_title, open_received, publish_again, publish_news, withdraw
from tests.e2e.visitor import see_gone, see_on_list_and_page

SLUGS = [row["slug"] for row in read_comuni()]


def test_a_notice_travels_is_adapted_declined_corrected_withdrawn_and_comes_back(
    demo: Demo, page: Page, reader: Page, browser: Any, signed_in: Any
) -> None:
    word = uuid.uuid4().hex[:8]
    directory, visitor = page, browser.new_context().new_page()
    directory.goto(demo.directory)
    press_office = signed_in("consorzio")

    publish_news(press_office, demo, title=f"Lavori {word}", text="Si scava da lunedì.")
    for slug in SLUGS:
        tile = directory.locator(f"#sito-{slug}")
        expect(tile).to_contain_text(f"Lavori {word}", timeout=15_000)
    path = f"/novita/notizie/lavori-{word}/"
    for slug in SLUGS:
        see_on_list_and_page(reader, demo.site(slug), path, f"Lavori {word}")

    offanengo, izano = signed_in("offanengo"), signed_in("izano")
    open_received(offanengo, f"Lavori {word}")
    offanengo.fill("#id_title", f"A Offanengo {word}")
    offanengo.get_by_role("button", name="Salva").click()
    expect(offanengo.get_by_text("Salvato: così lo legge")).to_be_visible()
    see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    open_received(izano, f"Lavori {word}")
    izano.get_by_role("button", name="Non pubblicare").click()
    expect(izano.get_by_text("Rifiutato: sul tuo sito non si vede.")).to_be_visible()
    see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")

    edit_title(press_office, f"Lavori corretti {word}")
    see_on_list_and_page(visitor, demo.site("crema"), path, f"Lavori corretti {word}")
    see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")
    offanengo.goto(f"{demo.admin}/admin/arrivi/")
    expect(offanengo.get_by_text("L’originale è cambiato")).to_be_visible()

    withdraw(press_office, f"Rinviati {word}.")
    for slug in [*SLUGS, "consorzio"]:
        see_gone(reader, demo.site(slug), path, f"Rinviati {word}.")
        if slug in ("crema", "offanengo"):
            visitor.goto(f"{demo.site(slug)}/novita/notizie/")
            expect(visitor.get_by_text(word)).to_have_count(0)

    publish_again(press_office, f"Lavori corretti {word}")
    see_on_list_and_page(visitor, demo.site("crema"), path, f"Lavori corretti {word}")
    see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")
