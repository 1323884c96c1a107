"""The member on screen: whom a person works for at the moment. It is kept in the session and shown on every page of
the admin; what is done to another member's things is asked about first (docs/adr/0015)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from federation.models import Member, User
from federation.row_ids import read_row_id
from federation.tenancy.reach import reach_of
from themes.palettes import DEFAULT_PALETTE, PALETTES, Palette

SESSION_KEY = "member_on_screen"
# A page says for which member it was made: its forms by a field, its scripts by a header (`on_screen.js`).
FIELD, HEADER = "member_on_screen", "X-Member-On-Screen"
FEW = 12  # members that the switcher lists; more are searched


class OnScreen:
    """Of one request of a signed-in person; also kept on the person, for forms that know nothing else."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user: User = request.user  # type: ignore[assignment]
        self._user._on_screen = self  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Wagtail caches an image with the person who uploaded it: in there, nothing is on screen."""
        return (type(None), ())

    @cached_property
    def member(self) -> Member | None:
        """Which one was chosen last, or the one that the person begins with; None for people of no member."""
        chosen = self._find(self._request.session.get(SESSION_KEY)) if self.may_switch else None
        return chosen or self._first()

    @property
    def was_chosen(self) -> bool:
        return SESSION_KEY in self._request.session

    @property
    def may_switch(self) -> bool:
        reach = reach_of(self._user)
        return reach.everything or len(reach.members) > 1

    @property
    def few(self) -> list[Member]:
        """Those that the switcher lists; empty where they must be searched."""
        members = reach_of(self._user).members
        listed = not reach_of(self._user).everything and len(members) <= FEW
        return sorted(members, key=lambda member: member.name) if listed else []

    @property
    def palette(self) -> Palette:
        brand = getattr(self.member, "brand", None)
        return PALETTES.get(brand.palette if brand else "", PALETTES[DEFAULT_PALETTE])

    @property
    def choosable(self) -> QuerySet[Member]:
        """Everybody whom the person may put on screen."""
        reach = reach_of(self._user)
        members = Member.objects.select_related("site__root_page", "collection", "brand").order_by("name")
        return members if reach.everything else members.filter(pk__in=[member.pk for member in reach.members])

    @property
    def claimed(self) -> Member | None:
        """The member that the page showed from which this request comes; None where it does not say."""
        return self._find(self._request.POST.get(FIELD) or self._request.headers.get(HEADER))

    def may_show(self, member: Member) -> bool:
        reach = reach_of(self._user)
        return reach.everything or member in reach.members

    def switch(self, member: Member) -> None:
        """Visibly: the page that comes says it, and has the other name and colour."""
        if self.member != member:
            messages.success(self._request, _("Ora sullo schermo c’è %(member)s.") % {"member": member.site_title})
        self.show(member)

    def show(self, member: Member) -> None:
        self._request.session[SESSION_KEY] = member.pk
        self.__dict__["member"] = member

    def _find(self, key: Any) -> Member | None:
        pk = read_row_id(key)
        if not pk:
            return None
        known = {member.pk: member for member in reach_of(self._user).members}
        return known.get(pk) or self.choosable.filter(pk=pk).first()

    def _first(self) -> Member | None:
        """A consortium before the others; the installation's own people begin there too."""
        members = reach_of(self._user).members
        if members:
            return min(members, key=lambda member: (member.kind != Member.Kind.CONSORTIUM, member.name))
        if not reach_of(self._user).everything:
            return None
        return self.choosable.active().filter(kind=Member.Kind.CONSORTIUM).first() or self.choosable.first()  # type: ignore[attr-defined,no-any-return]


def on_screen_of(user: Any) -> OnScreen | None:
    """None outside the admin's requests."""
    return getattr(user, "_on_screen", None)
