"""«Uscita dal consorzio»: says what will happen, and asks; for a member that has left it is the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from federation.actions.leave import leave
from federation.actions.rejoin import rejoin
from federation.models import Member, Placement
from federation.refusal import ActionRefused
from federation.views.acting import ScreenMixin
from federation.views.staff.screens import own_rows


class LeaveForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Giorno dell’uscita"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Resta scritto nella scheda; il sito si spegne quando confermi."),
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Il sito si spegne adesso: scegli oggi o un giorno passato."))
        return day


class LeaveView(PermissionCheckedMixin, ScreenMixin, View):  # type: ignore[misc]
    """GET asks, with the figures; POST does it. Nothing is deleted."""

    model = Member
    permission_required = "change"
    template_name = "federation/staff/leave.html"
    header_icon = "logout"
    member: Member

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.member = get_object_or_404(own_rows(self), pk=kwargs["pk"])

    @property
    def has_left(self) -> bool:
        return self.member.status == Member.Status.LEFT

    def get_page_title(self) -> str:
        return _("Riammissione") if self.has_left else _("Uscita dal consorzio")

    def get_page_subtitle(self) -> str:
        return self.member.site_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own = super().get_breadcrumbs_items()
        members = {"url": reverse("federation_members:index"), "label": _("Enti")}
        return [*above, members, {"url": self._edit_url(), "label": self.member.name}, own]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(LeaveForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = LeaveForm(request.POST)
        if not self.has_left and not form.is_valid():
            return self._show(form)
        try:
            done = self._come_back() if self.has_left else self._go(form)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("federation_members:edit", pk)

    def _go(self, form: LeaveForm) -> str:
        leave(self.member, on=form.cleaned_data["on"])
        log(instance=self.member, action="federation.leave", user=self.request.user)
        return _("%(member)s è uscito dal consorzio.") % {"member": self.member.name}

    def _come_back(self) -> str:
        rejoin(self.member)
        log(instance=self.member, action="federation.rejoin", user=self.request.user)
        return _("%(member)s fa di nuovo parte del consorzio.") % {"member": self.member.name}

    def _show(self, form: LeaveForm) -> HttpResponse:
        received = Placement.objects.shown_on(self.member).exclude(item__owner=self.member)
        elsewhere = Placement.objects.shown().filter(item__owner=self.member).exclude(member=self.member)
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                member=self.member,
                form=form,
                has_left=self.has_left,
                received=received.count(),
                withdrawn=elsewhere.values("item").distinct().count(),
                back_url=self._edit_url(),
            )
        )
        return response

    def _edit_url(self) -> str:
        return reverse("federation_members:edit", args=[self.member.pk])
