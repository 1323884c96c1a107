"""Nobody becomes somebody else, or more than they are: not through a colleague's account, nor an identity provider."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from federation.actions.admit import Authority, Vouched, admit
from federation.models import ExternalIdentity, MemberRole, User
from federation.refusal import ActionRefused
from tests.admin_desk import URLS
from tests.tenancy.climbers import enter, rights_of

pytestmark = [pytest.mark.django_db, pytest.mark.ci]  # each of them tries every role or every screen


def test_nobody_takes_over_a_colleague(climber: User) -> None:
    """By no screen of people, of one's own account or of the second factor, whatever ids are forged into it."""
    colleague = User.objects.create_user("collega", "collega@example.org", "prova", first_name="Anna")
    colleague.groups.set(climber.groups.all())
    factor = Authenticator.objects.create(user=colleague, type=Authenticator.Type.WEBAUTHN, data={"name": "chiave"})
    forged = {
        "user": colleague.pk, "id": colleague.pk, "pk": colleague.pk, "username": "collega", "is_active": "on",
        "email": "mia@example.org", "name_email-email": "mia@example.org", "name_email-first_name": "Capo",
        "name_email-last_name": "Capo", "password1": "nuova-prova-1", "password2": "nuova-prova-1",
        "password-old_password": "prova", "password-new_password1": "nuova-prova-1",
        "password-new_password2": "nuova-prova-1", "new_password1": "nuova-prova-1", "name": "mia",
    }  # fmt: skip
    before = people_but(climber)
    client = enter(climber)
    for path in screens_about(colleague, factor):
        client.get(path)
        client.post(f"{path}?id={colleague.pk}&user={colleague.pk}", forged)
    assert people_but(climber) == before
    assert mail.outbox == []


def people_but(user: User) -> list[Any]:
    factors = Authenticator.objects.exclude(user=user).order_by("pk")
    return [*User.objects.exclude(pk=user.pk).order_by("pk").values(), *factors.values()]


def screens_about(person: User, factor: Authenticator) -> list[str]:
    """Wagtail's and ours that set a password, an address, a name or a factor."""
    of_people = [("wagtailusers_users:edit", [person.pk]), ("wagtailusers_users:delete", [person.pk])]
    of_factors = [("mfa_edit_webauthn", [factor.pk]), ("mfa_remove_webauthn", [factor.pk])]
    alone = ("wagtailadmin_account", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "account_reauthenticate")
    named = [*of_people, *of_factors, *((name, []) for name in alone)]
    return [reverse(name, args=args, urlconf=URLS) for name, args in named]


def test_no_word_of_an_identity_provider_gives_a_role_beyond_what_it_speaks_for(climber: User) -> None:
    """It speaks for one role of the climber's and for nothing else; it claims every other, alone and beside it."""
    own = MemberRole.objects.filter(group__user=climber).order_by("pk")[0]
    authority = Authority("https://accesso.example.org", (own.member.slug,), frozenset({own.role}))
    ExternalIdentity.objects.create(user=climber, issuer=authority.issuer, subject="io")
    before = rights_of(climber)
    mine = (own.member.slug, own.role)
    others = {(role.member.slug, role.role) for role in MemberRole.objects.select_related("member")} - {mine}
    for claim in (*others, (own.member.slug, "superuser"), ("*", own.role), ("", "")):
        for grants in ((claim,), (mine, claim)):
            with pytest.raises(ActionRefused):
                admit(Vouched("io", grants), authority)
        admit(Vouched("io", (mine,)), authority)  # what was withdrawn comes back, and nothing more
        assert rights_of(climber) == before, claim
