"""The list: people with their roles, and invitations that nobody has accepted yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from federation.models import Invitation, MemberRole, User
from federation.tenancy.people import name_of, people_of
from federation.views.people.screens import PeopleMixin


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    email: str
    roles: str
    state: str
    is_active: bool
    last_sign_in: datetime | None
    second_factor: str
    url: str


class PeopleView(PeopleMixin, BaseListingView):  # type: ignore[misc]
    results_template_name = "federation/people/people_results.html"
    page_title = gettext_lazy("Persone")
    index_url_name = "federation_people"
    table_classname = "listing people-list"
    paginate_by = 50
    columns = (
        TitleColumn("name", label=gettext_lazy("Nome"), get_url=lambda row: row.url),
        Column("email", label=gettext_lazy("E-mail")),
        Column("roles", label=gettext_lazy("Ruolo")),
        StatusTagColumn("state", label=gettext_lazy("Stato"), primary=lambda row: row.is_active),
        DateColumn("last_sign_in", label=gettext_lazy("Ultimo accesso")),
        Column("second_factor", label=gettext_lazy("Secondo fattore")),
    )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, _above_itself, own = super().get_breadcrumbs_items()
        return [*above, own]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.administers:
            return []
        url = self.url_of("federation_invite")
        return [HeaderButton(_("Invita una persona"), url=url, icon_name="mail", attrs={"aria-label": None})]

    def get_base_queryset(self) -> list[Row]:
        """Of a member there are dozens, not thousands."""
        return [*self._invited(), *self._people()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"invite_url": self.url_of("federation_invite")}

    def _invited(self) -> Iterable[Row]:
        pending = Invitation.objects.pending().filter(role__member=self.member).select_related("role", "invited_by")
        for invitation in pending.order_by("email"):
            day = date_format(invitation.expires_on, "SHORT_DATE_FORMAT")
            state = _("invito fino al %(day)s")
            if invitation.is_expired:
                state = _("invito scaduto il %(day)s")
            elif not invitation.is_answered_for:
                state = _("invito non valido: chi l’ha mandato non amministra più l’ente")
            url = self.url_of("federation_invitation", invitation.pk)
            role = invitation.role.get_role_display()
            yield Row(invitation.email, "", role, state % {"day": day}, False, None, "", url)

    def _people(self) -> Iterable[Row]:
        roles = MemberRole.objects.filter(member=self.member).order_by("pk")
        held, suspended = _by_person(roles, "group__user"), _by_person(roles, "suspensions__user")
        for person in people_of(self.member):
            yield _row(person, held[person.pk], suspended[person.pk], self.url_of("federation_person", person.pk))


def state_of(person: User, *, holds_role: bool) -> str:
    """The account of one who is «disattivata» was closed by whoever keeps the installation."""
    if not person.is_active:
        return _("disattivata")
    return _("attiva") if holds_role else _("sospesa")


def _row(person: User, held: list[str], suspended: list[str], url: str) -> Row:
    factor = _("sì") if person.has_second_factor else _("no")  # type: ignore[attr-defined]
    return Row(
        name_of(person),
        person.email,
        ", ".join(held or suspended),
        state_of(person, holds_role=bool(held)),
        person.is_active and bool(held),
        person.last_login,
        factor,
        url,
    )


def _by_person(roles: QuerySet[MemberRole], column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, role in roles.exclude(**{column: None}).values_list(column, "role"):
        found[pk].append(str(MemberRole.Role(role).label))
    return found
