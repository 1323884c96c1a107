"""A person's own page: what one changes there oneself, and what nobody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from federation.actions.accept_invitation import has_account
from federation.actions.admit import Authority, Vouched, admit
from federation.actions.invite import invite
from federation.mail import send_security_notice
from federation.models import AuditEntry, Member, MemberRole, StoredTask, User
from tests.signing_in.person import PASSWORD

pytestmark = pytest.mark.django_db

ACCOUNT = "/admin/account/"
INVITED = "nuova@izano.example"
SPID = Authority("https://spid.example", members=None, roles=frozenset({"editor"}))


@pytest.fixture
def clerk(crema: Member) -> User:
    user = User.objects.create_user("crema-clerk", email="clerk@crema.example", first_name="Bice", last_name="Neri")
    user.groups.add(MemberRole.objects.get(member=crema, role="editor").group)
    return user


@pytest.fixture
def browser(clerk: User, admin_site: Callable[[User], Client]) -> Client:
    return admin_site(clerk)


@pytest.fixture
def invited(izano: Member) -> None:
    """Izano's future clerk has the mail, and no account yet."""
    invite(INVITED, MemberRole.objects.get(member=izano, role="editor"), by=None)


def sent(page: Any, **changes: str) -> dict[str, str]:
    """All panels of the page, as the browser sends them."""
    names = {"name_email-first_name": "Bice", "name_email-last_name": "Neri", "theme-theme": "system",
             "theme-contrast": "system", "theme-density": "default"}  # fmt: skip
    ticked = ("notifications-approved_notifications", "notifications-rejected_notifications",
              "notifications-updated_comments_notifications", "theme-keyboard_shortcuts")  # fmt: skip
    return names | dict.fromkeys(ticked, "on") | changes


def test_the_own_address_is_shown_with_how_to_change_it_and_taken_from_no_form(
    browser: Client, clerk: User, invited: None
) -> None:
    page = browser.get(ACCOUNT)
    assert clerk.email in page.text
    assert "chiedi a chi amministra il tuo ente" in page.text
    assert "name_email-email" not in page.text
    forged = dict.fromkeys(("name_email-email", "email-email", "email", "profile-email"), INVITED)
    answer = browser.post(ACCOUNT, sent(page, **forged | {"name_email-first_name": "Beatrice"}))
    assert answer.status_code == 302
    clerk.refresh_from_db()
    assert (clerk.email, clerk.first_name) == ("clerk@crema.example", "Beatrice")
    assert not has_account(INVITED)


@pytest.mark.parametrize("verified", [False, True])
def test_a_claim_takes_an_invited_address_only_when_it_was_proved(invited: None, verified: bool) -> None:
    word = Vouched("dora", grants=(("crema", "editor"),), email=INVITED.upper(), email_verified=verified)
    admit(word, SPID)
    assert has_account(INVITED) == verified


def test_a_claim_never_takes_the_address_of_another_account(clerk: User) -> None:
    word = Vouched("dora", grants=(("crema", "editor"),), email=clerk.email.upper(), email_verified=True)
    assert admit(word, SPID).email == ""
    again = Vouched("dora", grants=(("crema", "editor"),), email="dora@crema.example")
    assert admit(again, SPID).email == "dora@crema.example"
    assert admit(word, SPID).email == "dora@crema.example"


def test_what_one_changes_is_in_the_register_before_and_after(browser: Client, clerk: User) -> None:
    browser.post(ACCOUNT, sent(browser.get(ACCOUNT), **{"name_email-first_name": "Beatrice"}))
    line = AuditEntry.objects.get(action="wagtail.edit", about=clerk)
    assert line.data["changes"] == {"Nome": ["Bice", "Beatrice"]}
    assert [member.slug for member in line.members_then.all()] == ["crema"]


@pytest.mark.parametrize(("old", "changed"), [(PASSWORD, True), ("sbagliata", False)])
def test_a_changed_password_is_in_the_register_without_it_and_told_by_mail(
    browser: Client, clerk: User, old: str, changed: bool
) -> None:
    clerk.set_password(PASSWORD)
    clerk.save()
    browser.force_login(clerk)
    new = "un’altra frase che nessuno indovina"
    typed = {"password-old_password": old, "password-new_password1": new, "password-new_password2": new}
    answer = browser.post(ACCOUNT, sent(browser.get(ACCOUNT), **typed))
    assert answer.status_code == (302 if changed else 200)
    assert browser.get(ACCOUNT).status_code == 200  # still signed in
    clerk.refresh_from_db()
    assert clerk.check_password(new) == changed
    assert AuditEntry.objects.filter(action="signing_in.password_changed", about=clerk).count() == changed
    assert StoredTask.objects.filter(task_path=send_security_notice.module_path).count() == changed
    assert "frase" not in str(list(AuditEntry.objects.values_list("data", flat=True)))
