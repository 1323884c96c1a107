"""Signing in by a real OpenID Connect provider that the test starts: what its claims give, and what they cannot."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.log_actions import registry

from federation.actions.resume_person import resume_person
from federation.actions.suspend_person import suspend_person
from federation.models import ExternalIdentity, Member, MemberRole, User
from tests.identity_provider import IdentityProvider
from tests.signing_in.browser import GO, REFUSED, Browser, roles_of
from tests.signing_in.person import HOME

pytestmark = pytest.mark.ci  # a provider runs beside them, and each of them signs in by it several times


def test_the_page_of_the_password_offers_the_provider(provider: IdentityProvider) -> None:
    page = Client(SERVER_NAME=django_settings.ADMIN_HOST).get("/admin/login/").content.decode()
    assert "Entra con SPID o CIE" in page
    assert f'href="{GO}"' in page


def test_a_person_comes_in_with_the_roles_that_were_claimed(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["c_d142:responsabile", "izano:redattore"])
    anna = Browser("anna")
    answer = anna.signs_in()
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert anna.is_in()
    assert roles_of("persona-anna") == {"crema:publisher", "izano:editor"}
    user = User.objects.get(external_identities__subject="persona-anna")
    assert (user.get_full_name(), user.is_superuser, user.is_staff, user.has_usable_password()) == (
        "Anna Rossi",
        False,
        False,
        False,
    )


def test_one_claim_for_the_member_and_one_for_the_role_do_as_well(provider: IdentityProvider, settings: Any) -> None:
    entry = provider.entry(grants="", member="ente", role="ruolo")
    settings.OIDC_PROVIDERS = [entry]
    provider.says("anna", ente="C_D142", ruolo="redattore")
    Browser("anna").signs_in()
    assert roles_of("persona-anna") == {"crema:editor"}


def test_the_request_asks_for_a_code_with_pkce_nonce_and_state(provider: IdentityProvider) -> None:
    asked = parse_qs(urlsplit(Client(SERVER_NAME=django_settings.ADMIN_HOST).get(GO)["Location"]).query)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 20


def test_at_each_sign_in_roles_follow_the_claims(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:responsabile", "izano:redattore"])
    Browser("anna").signs_in()
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    assert roles_of("persona-anna") == {"crema:editor"}
    assert User.objects.filter(external_identities__subject="persona-anna").count() == 1


def test_who_lost_every_role_is_refused_and_holds_none_any_more(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:responsabile"])
    Browser("anna").signs_in()
    provider.says("anna", ruoli=[])
    anna = Browser("anna")
    assert anna.signs_in().status_code == REFUSED
    assert not anna.is_in()
    assert roles_of("persona-anna") == set()


def test_roles_for_which_the_provider_does_not_speak_are_left_alone(provider: IdentityProvider, settings: Any) -> None:
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    user = User.objects.get(external_identities__subject="persona-anna")
    user.groups.add(MemberRole.objects.get(member__slug="offanengo", role="publisher").group)
    user.groups.add(Group.objects.create(name="a group of no member"))
    settings.OIDC_PROVIDERS = [provider.entry(members=["crema"])]
    provider.says("anna", ruoli=["crema:responsabile"])
    Browser("anna").signs_in()
    assert roles_of("persona-anna") == {"crema:publisher", "offanengo:publisher", "a group of no member"}


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ({"ruoli": ["izano:responsabile"]}, "izano"),  # a member for which this directory does not speak
        ({"ruoli": ["crema:redattore", "izano:redattore"]}, "izano"),  # one of them is enough
        ({"ruoli": ["consorzio:responsabile"]}, "consorzio"),
        ({"ruoli": ["nessuno:redattore"]}, "nessuno"),
        ({"ruoli": ["crema:amministratore"]}, "crema"),  # a word that the table does not have
        ({"ruoli": ["crema:editor"]}, "crema"),  # our own word is not the provider's
        ({"ruoli": ["crema:superuser"]}, "crema"),
        ({"ruoli": ["crema"]}, "?"),
        ({"ruoli": [":redattore"]}, "?"),
        ({"ruoli": [{"crema": "redattore"}]}, "?"),
        ({"ruoli": "izano:redattore"}, "izano"),
        ({"ruoli": []}, "nessun ruolo"),
        ({"is_superuser": True, "is_staff": True, "groups": ["crema:publisher"]}, "nessun ruolo"),
    ],
)
def test_a_claim_beyond_the_providers_word_is_refused_in_the_persons_language_and_logged(
    provider: IdentityProvider, settings: Any, caplog: Any, claims: dict[str, Any], named: str
) -> None:
    settings.OIDC_PROVIDERS = [provider.entry(members=["crema"])]
    provider.says("bruno", **claims)
    bruno = Browser("bruno")
    with caplog.at_level(logging.WARNING, logger="federation.signing_in"):
        answer = bruno.signs_in()
    assert answer.status_code == REFUSED
    assert "Chi garantisce la tua identità" in answer.content.decode()
    assert named in answer.content.decode()
    assert "persona-bruno" in caplog.text
    assert not bruno.is_in()
    assert not User.objects.filter(external_identities__subject="persona-bruno").exists()


def test_nobody_becomes_another_person_by_their_e_mail_or_name(provider: IdentityProvider, crema: Member) -> None:
    victim = User.objects.create_superuser("carla", email="carla@esempio.it", password="lontana dalla prova")
    provider.says("carla", ruoli=["crema:redattore"], email="carla@esempio.it", preferred_username="carla")
    carla = Browser("carla")
    carla.signs_in()
    assert carla.is_in()
    signed_in = carla.site.get(HOME).wsgi_request.user
    assert (signed_in.pk != victim.pk, signed_in.is_superuser) == (True, False)
    assert not ExternalIdentity.objects.filter(user=victim).exists()


def test_a_claim_never_makes_or_admits_a_superuser(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    User.objects.filter(external_identities__subject="persona-anna").update(is_superuser=True)
    anna = Browser("anna")
    assert "solo con la sua password" in anna.signs_in().content.decode()
    assert not anna.is_in()


def test_a_suspended_person_stays_outside(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    User.objects.filter(external_identities__subject="persona-anna").update(is_active=False)
    anna = Browser("anna")
    assert "sospesa" in anna.signs_in().content.decode()
    assert not anna.is_in()


def test_the_same_name_at_another_issuer_is_another_person(provider: IdentityProvider, crema: Member) -> None:
    other = User.objects.create_user("other")
    ExternalIdentity.objects.create(user=other, issuer="https://altro.example", subject="persona-anna")
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    assert ExternalIdentity.objects.get(issuer=provider.issuer, subject="persona-anna").user != other


def test_roles_that_were_given_and_taken_are_in_the_log(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:responsabile"])
    Browser("anna").signs_in()
    provider.says("anna", ruoli=["crema:redattore"])
    Browser("anna").signs_in()
    logged = registry.get_logs_for_instance(Member.objects.get(slug="crema")).order_by("pk")
    said = [(entry.action, entry.label, entry.data["role"]) for entry in logged if "role" in entry.action]
    assert said == [
        ("signing_in.role_granted", "Crema", "publisher"),
        ("signing_in.role_withdrawn", "Crema", "publisher"),
        ("signing_in.role_granted", "Crema", "editor"),
    ]


def test_who_was_suspended_by_a_colleague_stays_so_there_whatever_is_claimed(provider: IdentityProvider) -> None:
    provider.says("anna", ruoli=["crema:responsabile", "izano:redattore"])
    Browser("anna").signs_in()
    user = User.objects.get(external_identities__subject="persona-anna")
    suspend_person(user, Member.objects.get(slug="crema"), by=None)
    anna = Browser("anna")
    anna.signs_in()
    assert anna.is_in()
    assert roles_of("persona-anna") == {"izano:editor"}
    provider.says("anna", ruoli=["crema:redattore"])
    assert "Sei stato sospeso" in Browser("anna").signs_in().text
    assert roles_of("persona-anna") == set()
    resume_person(user, Member.objects.get(slug="crema"), by=None)
    Browser("anna").signs_in()
    assert roles_of("persona-anna") == {"crema:editor"}
