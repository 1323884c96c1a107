"""The people of a member, and who may decide over them: its administrators, and the consortium's for everybody."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from federation.identity_providers import provider_of
from federation.models import Member, MemberRole, User
from federation.refusal import ActionRefused

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def people_of(member: Member) -> QuerySet[User]:
    """Who holds a role at the member, or held one that is suspended; with `has_second_factor`."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    holding = User.objects.filter(groups__member_role__member=member).values("pk")
    suspended = User.objects.filter(suspended_roles__role__member=member).values("pk")
    people = User.objects.filter(Q(pk__in=holding) | Q(pk__in=suspended))
    return people.annotate(has_second_factor=Exists(factors)).order_by("last_name", "first_name", "username")


def members_of(person: User) -> QuerySet[Member]:
    """Of whose people the person is one: where they hold a role, or one of theirs is suspended."""
    roles = MemberRole.objects.filter(Q(group__user=person) | Q(suspensions__user=person))
    return Member.objects.filter(pk__in=roles.values("member"))


def called(words: str) -> QuerySet[User]:
    """Those whose name or user name has each of the words."""
    people = User.objects.all()
    for word in words.split():
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word)
        people = people.filter(named)
    return people


def roles_at(member: Member, person: User) -> QuerySet[MemberRole]:
    """Those that the person holds now."""
    return MemberRole.objects.filter(member=member, group__user=person).select_related("member", "group").order_by("pk")


def suspended_roles_at(member: Member, person: User) -> QuerySet[MemberRole]:
    roles = MemberRole.objects.filter(member=member, suspensions__user=person)
    return roles.select_related("member", "group").order_by("pk")


def name_of(person: User) -> str:
    return person.get_full_name() or person.get_username()


def check_administers(user: User | None, member: Member) -> None:
    """Raises `ActionRefused`. None is the system itself."""
    if user is not None and not Member.objects.administered_by(user).filter(pk=member.pk).exists():
        raise ActionRefused(_("Solo chi amministra «%(member)s» può farlo.") % {"member": member.site_title})


def check_is_colleague(person: User, member: Member, *, by: User | None) -> None:
    """Nobody decides over oneself, over a superuser, or over who is not of the member."""
    if by is not None and person.pk == by.pk:
        raise ActionRefused(_("Su di te non puoi farlo da te: chiedilo a un altro amministratore, o al consorzio."))
    if person.is_superuser:
        raise ActionRefused(_("È un amministratore di sistema: da qui non si può."))
    if not people_of(member).filter(pk=person.pk).exists():
        raise ActionRefused(_("Questa persona non lavora per «%(member)s».") % {"member": member.site_title})


def check_is_ours_to_give(person: User, *roles: MemberRole) -> None:
    """What an identity provider gives and takes at each sign-in is not given or taken by hand."""
    for role in roles:
        if provider := provider_of(person, role):
            raise ActionRefused(
                _(
                    "%(person)s entra con «%(provider)s», che a ogni accesso decide questo ruolo: cambialo lì. "
                    "Qui puoi sospendere."
                )
                % {"person": name_of(person), "provider": provider.name}
            )
