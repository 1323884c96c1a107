"""Whoever opens the link of an invitation: a new person, a known one, the wrong one, and one who guesses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from federation.actions.accept_invitation import Newcomer, accept_invitation
from federation.actions.invite import invite
from federation.actions.resend_invitation import resend_invitation
from federation.actions.suspend_person import suspend_person
from federation.models import ExternalIdentity, Invitation, Member, User
from federation.refusal import ActionRefused
from federation.signing_in.throttling import MOST_WRONG_LINKS
from tests.people.conftest import PASSWORD, link_in, person_of, role_at, roles_of
from tests.signing_in.person import FACTORS, HOME, LOGIN

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NEW = "carla@crema.example"
GONE, OPEN, FOUND, TOO_MANY = 410, 200, 302, 429
FORM = {"first_name": "Carla", "last_name": "Ferraboschi", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def invited(boss: User, crema: Member, arrived: Callable[[], list[Any]]) -> Callable[..., str]:
    """`invited("publisher")` is the path of the link that Carla, or somebody else, reads in her mail."""

    def send(role: str = "editor", email: str = NEW) -> str:
        invite(email, role_at(crema, role), by=boss)
        return link_in(arrived()[-1])

    return send


def enter(user: User) -> Client:
    client = Client(SERVER_NAME=django_settings.ADMIN_HOST)
    client.force_login(user)
    return client


def test_a_new_person_chooses_a_password_and_is_in(invited: Any, stranger: Client) -> None:
    link = invited("editor")
    page = stranger.get(link)
    assert page.status_code == OPEN
    assert "Comune di Crema" in page.text
    assert (
        page.headers["Cache-Control"].count("no-store"),
        "unsafe-inline" in page.headers["Content-Security-Policy"],
    ) == (1, False)
    answer = stranger.post(link, FORM)
    assert (answer.status_code, answer["Location"]) == (FOUND, HOME)
    assert stranger.get(HOME).status_code == OPEN
    carla = User.objects.get(email=NEW)
    assert (carla.username, carla.get_full_name(), roles_of(carla)) == (NEW, "Carla Ferraboschi", {"crema:editor"})
    assert (carla.is_superuser, carla.is_staff) == (False, False)
    assert carla.check_password(PASSWORD)


def test_whoever_publishes_sets_up_a_second_factor_before_anything_else(
    invited: Any, stranger: Client, second_factor_required: None
) -> None:
    stranger.post(invited("publisher"), FORM)
    assert stranger.get(HOME)["Location"] == FACTORS


@pytest.mark.parametrize("password", ["12345678", "password", "corta", "carla@crema.example", "ferraboschi1"])
def test_a_weak_password_is_refused_and_the_link_stays_open(invited: Any, stranger: Client, password: str) -> None:
    link = invited()
    page = stranger.post(link, FORM | {"new_password1": password, "new_password2": password})
    assert page.status_code == OPEN
    assert page.context["form"].errors["new_password2"]
    assert not User.objects.filter(email=NEW).exists()
    assert stranger.post(link, FORM).status_code == FOUND


def test_a_used_link_says_so_and_names_nobody(invited: Any, stranger: Client) -> None:
    link = invited()
    stranger.post(link, FORM)
    for send in (stranger.get, stranger.post, Client(SERVER_NAME=django_settings.ADMIN_HOST).get):
        answer = send(link)
        page = answer.text.partition("<main")[2]
        assert (answer.status_code, "già stato usato" in page) == (GONE, True)
        assert not [word for word in ("Crema", NEW, "Carla", "Redattore") if word in page]


def test_forged_fields_give_no_other_role_address_or_right(invited: Any, stranger: Client, izano: Member) -> None:
    group = role_at(izano, "administrator").group
    forged = {"email": "altra@izano.example", "username": "capo", "role": "administrator", "is_superuser": "on",
              "is_staff": "on", "groups": group.pk}  # fmt: skip
    stranger.post(invited("editor"), FORM | forged)
    carla = User.objects.get(email=NEW)
    assert (carla.username, roles_of(carla), carla.is_superuser) == (NEW, {"crema:editor"}, False)


def test_who_has_an_account_signs_in_and_confirms_and_keeps_all_else(
    invited: Any, stranger: Client, izano: Member
) -> None:
    dora = person_of(izano, "publisher", name="dora")
    before = User.objects.values().get(pk=dora.pk)
    link = invited("editor", "dora@izano.example")
    page = stranger.get(link)
    assert "new_password1" not in page.text
    assert f"{LOGIN}?next={link}" in page.text
    assert stranger.post(link, FORM).status_code == OPEN  # nobody's password is set by a link
    answer = stranger.post(f"{LOGIN}?next={link}", {"username": "dora", "password": PASSWORD, "next": link})
    assert answer["Location"] == link
    assert "Accetta l’invito" in stranger.get(link).text
    assert stranger.post(link).status_code == FOUND
    assert roles_of(dora) == {"izano:publisher", "crema:editor"}
    after = User.objects.values().get(pk=dora.pk)
    assert before | {"last_login": after["last_login"]} == after


def test_who_is_signed_in_with_another_address_takes_nothing(invited: Any, izano: Member) -> None:
    thief = person_of(izano, "editor", name="edo")
    client, link = enter(thief), invited("administrator")
    assert "ha un altro indirizzo" in client.get(link).text
    client.post(link, FORM)
    assert roles_of(thief) == {"izano:editor"}
    assert not User.objects.filter(email=NEW).exists()
    assert Invitation.objects.pending().exists()


def test_an_account_that_was_closed_is_not_opened_again_by_an_invitation(
    invited: Any, stranger: Client, crema: Member
) -> None:
    User.objects.create_user("carla", email="Carla@crema.example", password=PASSWORD, is_active=False)
    link = invited()
    assert "new_password1" not in stranger.get(link).text
    stranger.post(link, FORM)
    stranger.post(LOGIN, {"username": "carla", "password": PASSWORD, "next": link})
    stranger.post(link)
    assert User.objects.filter(email__iexact=NEW, groups__isnull=False).count() == 0


def test_who_is_suspended_here_is_not_brought_back_by_a_link(
    boss: User, crema: Member, invited: Any, stranger: Client
) -> None:
    """It was sent before the person got a role by another way, and was suspended."""
    link = invited()
    carla = person_of(crema, "editor", name="carla")
    suspend_person(carla, crema, by=boss)
    token = link.split("/")[3]
    with pytest.raises(ActionRefused, match="sospeso"):
        accept_invitation(token, carla)
    assert roles_of(carla) == set()


def test_a_role_that_an_identity_provider_decides_is_not_taken_by_a_link(
    invited: Any, izano: Member, settings: Any
) -> None:
    settings.OIDC_PROVIDERS = [
        {"key": "spid", "name": "SPID", "issuer": "https://spid.example", "client_id": "x", "client_secret": "x",
         "members": ["*"], "grants": "ruoli", "roles": {"redattore": "editor"}}
    ]  # fmt: skip
    dora = person_of(izano, "publisher", name="dora")
    ExternalIdentity.objects.create(user=dora, issuer="https://spid.example", subject="dora")
    enter(dora).post(invited("editor", dora.email))
    assert roles_of(dora) == {"izano:publisher"}


def test_somebody_elses_user_name_may_be_the_address(invited: Any, stranger: Client) -> None:
    other = User.objects.create_user(NEW, email="un@altra.example")
    stranger.post(invited(), FORM)
    carla = User.objects.get(email=NEW)
    assert carla.username not in {other.username, ""}
    assert carla.pk != other.pk


def test_only_one_of_two_acceptances_counts(invited: Any) -> None:
    token = invited().split("/")[3]
    newcomer = Newcomer("Carla", "Neri", PASSWORD)
    accept_invitation(token, newcomer)
    with pytest.raises(ActionRefused, match="già stato usato"):
        accept_invitation(token, newcomer)
    assert User.objects.filter(email=NEW).count() == 1


def test_who_guesses_links_is_stopped_and_a_good_link_opens_from_elsewhere(invited: Any, stranger: Client) -> None:
    link = invited()
    statuses = [stranger.get(f"/admin/invito/{'x' * 43}{number}/").status_code for number in range(MOST_WRONG_LINKS)]
    assert statuses == [GONE] * (MOST_WRONG_LINKS - 1) + [TOO_MANY]
    assert stranger.get(link).status_code == TOO_MANY
    assert stranger.post(link, FORM).status_code == TOO_MANY
    elsewhere = Client(SERVER_NAME=django_settings.ADMIN_HOST, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(link).status_code == OPEN


def test_old_mails_that_a_town_hall_opens_lock_nobody_out(invited: Any, stranger: Client, boss: User) -> None:
    replaced = invited()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        resend_invitation(Invitation.objects.get().pk, by=boss)
        assert [stranger.get(replaced).status_code for _ in range(20)] == [GONE] * 20
        assert stranger.get(invited(email="altra@crema.example")).status_code == OPEN


def test_an_invitation_is_unknown_on_a_members_site(invited: Any, crema: Member) -> None:
    assert Client(SERVER_NAME=crema.hostname or "").get(invited()).status_code == 404
