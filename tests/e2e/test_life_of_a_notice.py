"""The product's promise, played as a person: one notice on 64 sites, each of which stays master in its house."""

from __future__ import annotations

import re
import uuid
from typing import Any

from playwright.sync_api import Page, expect

from cms.demo.reading import read_comuni
from tests.e2e.conftest import Demo

SLUGS = [row["slug"] for row in read_comuni()]


def test_a_notice_travels_is_adapted_declined_corrected_withdrawn_and_comes_back(
    demo: Demo, page: Page, browser: Any, signed_in: Any
) -> None:
    word = uuid.uuid4().hex[:8]
    directory, visitor = page, browser.new_context().new_page()
    directory.goto(demo.directory)
    press_office = signed_in("consorzio")

    _publish_news(press_office, demo, title=f"Lavori {word}", text="Si scava da lunedì.")
    for slug in SLUGS:
        tile = directory.locator(f"#sito-{slug}")
        expect(tile).to_contain_text(f"Lavori {word}", timeout=15_000)
    path = f"/novita/notizie/lavori-{word}/"
    for slug in SLUGS:
        _see_on_list_and_page(visitor, demo.site(slug), path, f"Lavori {word}")

    offanengo, izano = signed_in("offanengo"), signed_in("izano")
    _open_received(offanengo, demo, f"Lavori {word}")
    offanengo.fill("#id_title", f"A Offanengo {word}")
    offanengo.get_by_role("button", name="Salva").click()
    expect(offanengo.get_by_text("Salvato: così lo legge")).to_be_visible()
    _see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    _open_received(izano, demo, f"Lavori {word}")
    izano.get_by_role("button", name="Non pubblicare").click()
    expect(izano.get_by_text("Rifiutato: sul tuo sito non si vede.")).to_be_visible()
    _see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")

    _edit_title(press_office, f"Lavori corretti {word}")
    _see_on_list_and_page(visitor, demo.site("crema"), path, f"Lavori corretti {word}")
    _see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    _see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")
    offanengo.goto(f"{demo.admin}/admin/arrivi/")
    expect(offanengo.get_by_text("L’originale è cambiato")).to_be_visible()

    _withdraw(press_office, f"Rinviati {word}.")
    for slug in [*SLUGS, "consorzio"]:
        _see_gone(visitor, demo.site(slug), path, f"Rinviati {word}.")
        if slug in ("crema", "offanengo"):
            visitor.goto(f"{demo.site(slug)}/novita/notizie/")
            expect(visitor.get_by_text(word)).to_have_count(0)

    _publish_again(press_office, demo, f"Lavori corretti {word}")
    _see_on_list_and_page(visitor, demo.site("crema"), path, f"Lavori corretti {word}")
    _see_on_list_and_page(visitor, demo.site("offanengo"), path, f"A Offanengo {word}")
    _see_gone(visitor, demo.site("izano"), path, "ha scelto di non pubblicare")


def _publish_news(editor: Page, demo: Demo, *, title: str, text: str) -> None:
    editor.goto(f"{demo.admin}/admin/pages/")
    for name in ("Novità", "Notizie"):
        editor.get_by_label(f"Esplora pagine figlio di '{name}'").click()
    editor.get_by_label(re.compile("^Aggiungi pagina figli")).first.click()
    editor.fill("#id_title", title)
    editor.fill("#id_summary", text)
    editor.get_by_label("Banda ultralarga").check()
    _press_publish(editor)
    editor.get_by_role("link", name=title).first.click()


def _edit_title(editor: Page, title: str) -> None:
    editor.fill("#id_title", title)
    _press_publish(editor)
    editor.get_by_role("link", name=title).first.click()


def _press_publish(editor: Page) -> None:
    editor.get_by_role("button", name="Altre azioni").last.click()
    editor.locator("[name=action-publish]").click()
    expect(editor.get_by_text(re.compile("pubblicat[ao]")).first).to_be_visible()


def _withdraw(editor: Page, explanation: str) -> None:
    editor.get_by_label("Azioni").first.click()
    editor.get_by_role("link", name="Ritira…").first.click()
    editor.get_by_label("Perché lo ritiri").fill(explanation)
    editor.get_by_role("button", name="Ritira da tutti i siti").click()
    expect(editor.get_by_text("Ritirato da tutti i siti.")).to_be_visible()


def _publish_again(editor: Page, demo: Demo, title: str) -> None:
    editor.get_by_role("link", name=title).first.click()
    _press_publish(editor)


def _open_received(editor: Page, demo: Demo, title: str) -> None:
    editor.get_by_role("link", name="In arrivo").click()
    editor.get_by_role("link", name=title).click()


def _see_on_list_and_page(visitor: Page, site: str, path: str, title: str) -> None:
    visitor.goto(f"{site}/novita/notizie/", wait_until="domcontentloaded")
    link = visitor.get_by_role("link", name=title)
    expect(link).to_have_attribute("href", path)
    response = visitor.goto(f"{site}{path}", wait_until="domcontentloaded")
    assert response is not None
    assert response.status == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    expect(visitor.get_by_text("Consorzio.IT").first).to_be_visible()


def _see_gone(visitor: Page, site: str, path: str, explanation: str) -> None:
    response = visitor.goto(f"{site}{path}", wait_until="domcontentloaded")
    assert response is not None
    assert response.status == 410
    expect(visitor.get_by_text(explanation)).to_be_visible()
