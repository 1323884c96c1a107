"""What the screens of a member's people share: the member, which the person must administer, and what can be done.
An auditor, who does nothing, reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.models import Member, MemberRole
from federation.tenancy.gate import SAFE
from federation.tenancy.on_screen import on_screen_of
from federation.tenancy.refusals import not_theirs
from federation.views.acting import ScreenMixin, lead_to

ROLE_WORDS = {
    "editor": gettext_lazy("scrive e prepara bozze"),
    "publisher": gettext_lazy("pubblica, e decide che cosa arriva sul sito"),
    "administrator": gettext_lazy("fa tutto questo, e gestisce le persone"),
    "auditor": gettext_lazy("legge tutto, non cambia niente"),
}


def moment(value: datetime) -> str:
    """Day and time as the lists write them."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


class RoleForm(forms.Form):
    """Offers the roles of one member, and takes no other."""

    role = forms.ChoiceField(label=gettext_lazy("Ruolo"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {role.role: role for role in MemberRole.objects.filter(member=member).order_by("pk")}
        labels = [(name, f"{role.get_role_display()}: {ROLE_WORDS[name]}") for name, role in self.roles.items()]
        self.fields["role"].choices = labels  # type: ignore[attr-defined]

    def clean_role(self) -> MemberRole:
        return self.roles[self.cleaned_data["role"]]


class LeavingForm(forms.Form):
    """A second question, because nobody can undo this for oneself."""

    sure = forms.BooleanField(label=gettext_lazy("Sì, non voglio più lavorare per questo ente"))


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that can be done: what it does, and its button; `action` is what the form sends."""

    title: str
    text: str
    action: str
    button: str
    serious: bool = False
    form: forms.Form | None = None


class PeopleMixin(ScreenMixin):
    """Sets `self.member` from `?ente=<slug>`, and whether the person `administers` it. Without a slug, who opens those
    of several is led to the address with it, of the one on screen or their own; a form without it is refused."""

    request: HttpRequest
    member: Member
    administers: bool
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        user: Any = request.user
        administered = Member.objects.administered_by(user)
        members = Member.objects.people_read_by(user) if request.method in SAFE else administered
        slug = request.GET.get("ente")
        self._is_named = bool(slug) or len(members[:2]) == 1
        own = members.filter(roles__role="administrator", roles__group__user=request.user.pk)
        shown = members.filter(pk=screen.member.pk) if (screen := on_screen_of(request.user)) and screen.member else own
        found = members.filter(slug=slug).first() if slug else shown.first() or own.first() or members.first()
        if found is None and slug:
            raise not_theirs(request)
        if found is None:
            raise PermissionDenied
        self.member = found
        self.administers = administered.filter(pk=found.pk).exists()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._is_named and request.method == "GET":
            return lead_to(self.member, request)
        if not self._is_named:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_page_subtitle(self) -> str:
        return self.member.site_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own = super().get_breadcrumbs_items()
        return [*above, {"url": self.url_of("federation_people"), "label": _("Persone")}, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"member": self.member, "administers": self.administers}

    def url_of(self, name: str, *args: Any) -> str:
        return f"{reverse(name, args=args)}?{urlencode({'ente': self.member.slug})}"
