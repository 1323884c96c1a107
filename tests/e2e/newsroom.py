"""What an editor does in the admin, click by click."""

from __future__ import annotations

import io
import re
from contextlib import suppress

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.conftest import Demo

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"


def begin_news(editor: Page, demo: Demo, *, title: str, text: str) -> None:
    """Opens the form of a new notice for everybody that follows «Banda ultralarga», and fills it."""
    editor.goto(f"{demo.admin}/admin/pages/")
    for name in ("Novità", "Notizie"):
        editor.get_by_label(f"Esplora pagine figlio di '{name}'").click()
    editor.get_by_label(re.compile("^Aggiungi pagina figli")).first.click()
    editor.fill("#id_title", title)
    editor.fill("#id_summary", text)
    editor.get_by_label("Banda ultralarga").check()


def publish_news(editor: Page, demo: Demo, *, title: str, text: str) -> None:
    """Ends at the form of the published notice."""
    begin_news(editor, demo, title=title, text=text)
    press_publish(editor)
    editor.get_by_role("link", name=title).first.click()


def upload_picture(editor: Page, *, name: str, colour: str) -> None:
    """A new image, from the page's form."""
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), colour).save(file, "JPEG")
    _open_chooser(editor, editor.get_by_role("button", name="Scegli una immagine").first)
    _upload(editor, title=name, file={"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()})


def upload_document(editor: Page, *, name: str) -> None:
    """A new document, in a list at the end of the text."""
    editor.locator("button[title='Inserisci un blocco']").last.click()
    editor.get_by_role("option", name="Allegati").click()
    _open_chooser(editor, editor.get_by_role("button", name="Scegli un documento").last)
    _upload(editor, title=name, file={"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF})


def edit_title(editor: Page, title: str) -> None:
    editor.fill("#id_title", title)
    press_publish(editor)
    editor.get_by_role("link", name=title).first.click()


def press_publish(editor: Page, *, seen: bool = True) -> None:
    editor.get_by_role("button", name="Altre azioni").last.click()
    editor.locator("[name=action-publish]").click()
    if seen:
        see_published(editor)


def see_published(editor: Page) -> None:
    expect(editor.get_by_text(re.compile("pubblicat[ao]")).first).to_be_visible()


def withdraw(editor: Page, explanation: str) -> None:
    editor.get_by_label("Azioni").first.click()
    editor.get_by_role("link", name="Ritira…").first.click()
    editor.get_by_label("Perché lo ritiri").fill(explanation)
    editor.get_by_role("button", name="Ritira da tutti i siti").click()
    expect(editor.get_by_text("Ritirato da tutti i siti.")).to_be_visible()


def publish_again(editor: Page, title: str) -> None:
    editor.get_by_role("link", name=title).first.click()
    press_publish(editor)


def open_received(editor: Page, title: str) -> None:
    editor.get_by_role("link", name="In arrivo").click()
    editor.get_by_role("link", name=title).click()


def _open_chooser(editor: Page, button: Locator) -> None:
    """As often as a person would: a button of a block that has just come may not listen yet."""
    for _ in range(5):
        button.click()
        with suppress(AssertionError):
            expect(editor.locator(".modal")).to_be_visible(timeout=4_000)
            return
    raise AssertionError("The chooser did not open.")


def _upload(editor: Page, *, title: str, file: FilePayload) -> None:
    modal = editor.locator(".modal")
    modal.get_by_role("tab", name="Carica").click()
    modal.locator("input[type=file]").set_input_files(file)
    modal.get_by_label("Titolo").fill(title)
    modal.get_by_role("button", name="Carica", exact=True).click()
    expect(modal).to_have_count(0)
