"""Questions about members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, Q, Subquery

if TYPE_CHECKING:
    from wagtail.models import Collection, Page

    from federation.models import Member, User

ACTIVE = ("member", "joining")  # of `Member.Status`
HOME_PATH_LENGTH = 8  # treebeard: root and home are 4 characters each, and every home lies directly under the root


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        """Those to which items are sent."""
        return self.filter(status__in=ACTIVE)

    def hosted(self) -> Self:
        """Active members with a site on this instance."""
        return self.active().filter(hostname__isnull=False, site__isnull=False)

    def with_epoch(self) -> Self:
        """Adds `epoch`: which life of the database the versions belong to."""
        clock = apps.get_model("federation.Clock")
        return self.annotate(epoch=Subquery(clock._default_manager.values("epoch")[:1]))

    def owning(self, page: Page) -> Member | None:
        """The member in whose tree a page lies; None for the root and for pages under no site."""
        if len(page.path) < HOME_PATH_LENGTH:
            return None
        return self.filter(site__root_page__path=page.path[:HOME_PATH_LENGTH]).first()

    def owning_any(self, pages: Iterable[Page]) -> Self:
        """The members in whose trees the pages lie."""
        return self.filter(site__root_page__path__in={page.path[:HOME_PATH_LENGTH] for page in pages})

    def keeping(self, collection: Collection) -> Member | None:
        """The member to whom a collection of files belongs, or one above it."""
        steps = range(collection.steplen, len(collection.path) + 1, collection.steplen)
        return self.filter(collection__path__in=[collection.path[:end] for end in steps]).first()

    def represented_by(self, user: User) -> Self:
        """The members for which a person writes; all of them for a superuser. An auditor writes for nobody."""
        if user.is_superuser:
            return self.all()
        held = apps.get_model("federation.MemberRole")._default_manager.filter(group__user=user)
        return self.filter(pk__in=held.exclude(role="auditor").values("member"))

    def published_by(self, user: User) -> Self:
        """The active members for whose site a person answers: as publisher or as administrator."""
        answering = ("publisher", "administrator")
        return self.active().filter(roles__role__in=answering, roles__group__user=user).distinct()

    def decided_by(self, user: User) -> Self:
        """Those for which a person decides what their site shows of others: where it answers for the site, and
        everywhere as a superuser."""
        return self.all() if user.is_superuser else self.published_by(user)

    def read_by(self, user: User) -> Self:
        """Those of which a person may open what arrives: where it has any role, and as an auditor of an active
        consortium all."""
        if user.is_superuser:
            return self.all()
        held = apps.get_model("federation.MemberRole")._default_manager.filter(group__user=user)
        return self.filter(Q(pk__in=held.values("member")) | _audited_all_by(user))

    def administered_by(self, user: User) -> Self:
        """Those whose people a person looks after: a member's administrator its own, the consortium's everybody's."""
        if user.is_superuser:
            return self.all()
        roles = apps.get_model("federation.MemberRole")._default_manager
        held = roles.filter(role="administrator", group__user=user, group__user__is_active=True)
        held = held.filter(member__status__in=ACTIVE)
        return self.filter(Q(pk__in=held.values("member")) | Exists(held.filter(member__kind="consortium")))

    def people_read_by(self, user: User) -> Self:
        """Those whose people a person may see: whom it looks after, and as an auditor of an active consortium all."""
        administered = self.model._default_manager.administered_by(user)  # type: ignore[attr-defined]
        return self.filter(Q(pk__in=administered.values("pk")) | _audited_all_by(user))


def _audited_all_by(user: User) -> Exists:
    """As `federation.tenancy.reach` says by `audits_all`."""
    roles = apps.get_model("federation.MemberRole")._default_manager.filter(role="auditor", group__user=user)
    return Exists(roles.filter(member__kind="consortium", member__status__in=ACTIVE))
