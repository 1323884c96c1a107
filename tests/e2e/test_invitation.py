"""An administrator invites a colleague, who reads the mail, chooses a password, and works for that comune alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.axe import check_on_desk_and_phone
from tests.e2e.conftest import Demo
from tests.e2e.entrance import press, set_up_app, sign_in

PASSWORD = "una frase che nessuno indovina"


def invite(administrator: Page, email: str, role: str) -> None:
    administrator.get_by_role("link", name="Persone").first.click()
    administrator.get_by_role("link", name="Invita una persona").first.click()
    administrator.get_by_label("E-mail").fill(email)
    administrator.get_by_label(role).check()
    administrator.get_by_role("button", name="Invita").click()
    expect(administrator.get_by_text(f"L’invito parte per {email}.")).to_be_visible()


def link_in_mailbox(reader: Page, demo: Demo, email: str) -> str:
    """The address in the newest mail to somebody, on the page that the demonstration has instead of mail."""
    for _ in range(20):
        reader.goto(f"{demo.directory}/posta/")
        mail = reader.locator("article, li, section").filter(has_text=email).filter(has_text="/admin/invito/").last
        link = mail.get_by_role("link", name="/admin/invito/").first
        if link.count():
            return str(link.get_attribute("href"))
        time.sleep(0.5)
    raise AssertionError(f"No mail for {email}")


def test_an_invited_colleague_sets_a_password_and_an_app_and_sees_that_comune_alone(
    demo: Demo, signed_in: Callable[[str], Page], page: Page
) -> None:
    email = f"carla-{uuid4().hex[:6]}@crema.example"
    administrator, carla = signed_in("crema-amministrazione"), page
    invite(administrator, email, "Responsabile della pubblicazione")
    expect(administrator.get_by_role("row").filter(has_text=email)).to_contain_text("invito fino al", ignore_case=True)

    link = link_in_mailbox(carla, demo, email)
    carla.goto(link)
    expect(carla.get_by_role("heading", level=1)).to_contain_text("Comune di Crema")
    carla.get_by_label("Nome", exact=False).first.fill("Carla")
    carla.get_by_label("Cognome").fill("Ferraboschi")
    carla.get_by_label("Password", exact=False).first.fill(PASSWORD)
    carla.get_by_label("Ripeti la password").fill(PASSWORD)
    carla.get_by_role("button", name="Crea l’utenza ed entra").click()
    carla.wait_for_url("**/admin/")
    set_up_app(carla, demo)
    carla.get_by_role("link", name="Li ho conservati").click()
    carla.wait_for_url("**/admin/")
    carla.goto(f"{demo.admin}/admin/pages/")
    expect(carla.get_by_text("Comune di Offanengo")).to_have_count(0)
    expect(carla.get_by_role("link", name="Persone")).to_have_count(0)

    answer = carla.goto(link)
    assert answer is not None
    assert answer.status == 410
    expect(carla.get_by_role("alert").last).to_contain_text("già stato usato")

    administrator.reload()
    expect(administrator.get_by_role("row").filter(has_text=email)).to_contain_text("attiva", ignore_case=True)
    administrator.get_by_role("link", name="Carla Ferraboschi").click()
    administrator.get_by_role("button", name="Sospendi").click()
    expect(administrator.get_by_text("Carla Ferraboschi non può più lavorare qui")).to_be_visible()
    carla.goto(f"{demo.admin}/admin/pages/")
    expect(carla.get_by_role("button", name="Accedi")).to_be_visible()


def test_a_colleague_of_another_comune_signs_in_and_confirms(
    demo: Demo, signed_in: Callable[[str], Page], page: Page
) -> None:
    administrator, colleague = signed_in("crema-amministrazione"), page
    invite(administrator, "bagnolo-cremasco@posta.example", "Redattore")
    link = link_in_mailbox(colleague, demo, "bagnolo-cremasco@posta.example")
    colleague.goto(link)
    colleague.get_by_role("link", name="Entra").click()
    colleague.get_by_label("Nome utente").fill("bagnolo-cremasco")
    colleague.get_by_label("Password").fill("prova-cremasco")
    colleague.get_by_role("button", name="Accedi").click()
    colleague.wait_for_url("**/admin/invito/**")
    colleague.get_by_role("button", name="Accetta l’invito").click()
    expect(colleague.get_by_text("adesso lavori per «Comune di Crema»")).to_be_visible()


def test_the_screens_of_people_have_no_finding_and_fit_their_width(
    demo: Demo, signed_in: Callable[[str], Page], page: Page
) -> None:
    page, stranger = signed_in("crema-amministrazione"), page
    email = f"bice-{uuid4().hex[:6]}@crema.example"
    page.goto(f"{demo.admin}/admin/persone/invita/")
    check_on_desk_and_phone(page, only="main")
    press(page, page.get_by_role("button", name="Invita"))
    check_on_desk_and_phone(page, only="main")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Redattore").check()
    page.get_by_role("button", name="Invita").click()
    expect(page.get_by_text(f"L’invito parte per {email}.")).to_be_visible()
    page.goto(f"{demo.admin}/admin/persone/")
    check_on_desk_and_phone(page, only="main")
    for name in (email, "Redazione di Crema", "Amministratrice di Crema"):
        page.goto(f"{demo.admin}/admin/persone/")
        press(page, page.get_by_role("link", name=name).first)
        check_on_desk_and_phone(page, only="main")
    link = link_in_mailbox(stranger, demo, email)
    for address in (link, f"{demo.admin}/admin/invito/nessuno/"):
        stranger.goto(address)
        expect(stranger.get_by_role("heading", level=1)).to_be_visible()
        check_on_desk_and_phone(stranger)
    stranger.goto(link)
    press(stranger, stranger.get_by_role("button", name="Crea l’utenza ed entra"))
    check_on_desk_and_phone(stranger)
    sign_in(stranger, demo, "casalmorano")
    stranger.wait_for_url("**/admin/")
    stranger.goto(link)
    expect(stranger.get_by_text("ha un altro indirizzo")).to_be_visible()
    check_on_desk_and_phone(stranger)
