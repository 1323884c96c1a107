"""To invite somebody; and an invitation that waits for its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from federation.actions.invite import invite
from federation.actions.resend_invitation import resend_invitation
from federation.actions.withdraw_invitation import withdraw_invitation
from federation.models import Invitation
from federation.models.invitation import DAYS
from federation.refusal import ActionRefused
from federation.tenancy.guard import Guard
from federation.tenancy.people import name_of
from federation.views.people.screens import PeopleMixin, RoleForm, Section, moment


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=150,
        help_text=gettext_lazy("Quella di lavoro della persona, non di un ufficio: chi lo legge può entrare."),
    )
    field_order = ("email", "role")


class InviteView(PeopleMixin, FormView):  # type: ignore[type-arg]
    """What it answers is the same whether the address has an account somewhere or not."""

    template_name = "federation/people/invite.html"
    page_title = gettext_lazy("Invita una persona")
    form_class = InviteForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.administers:
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"member": self.member}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        try:
            invite(email, form.cleaned_data["role"], by=self.request.user)  # type: ignore[arg-type]
        except ActionRefused as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("L’invito parte per %(email)s.") % {"email": email})
        return redirect(self.url_of("federation_people"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        urls = {"back_url": self.url_of("federation_people")}
        return super().get_context_data(**kwargs) | urls | {"days": DAYS}


class InvitationScreen(PeopleMixin, TemplateView):
    guard = Guard({"invitation_id": Invitation})
    model = Invitation
    template_name = "federation/people/person.html"
    page_title = gettext_lazy("Invito")
    invitation: Invitation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        pending = Invitation.objects.pending().filter(role__member=self.member).select_related("role", "invited_by")
        self.invitation = get_object_or_404(pending, pk=kwargs["invitation_id"])

    def post(self, request: HttpRequest, invitation_id: int) -> HttpResponse:
        by: Any = request.user
        match request.POST.get("azione"):
            case "rinvia":
                resend_invitation(invitation_id, by=by)
                messages.success(request, _("L’invito parte di nuovo: vale solo l’ultimo messaggio."))
            case "ritira":
                withdraw_invitation(invitation_id, by=by)
                messages.success(request, _("Invito ritirato: l’indirizzo del messaggio non apre più niente."))
        return redirect(self.url_of("federation_people"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invitation = self.invitation
        facts = [
            (_("E-mail"), invitation.email),
            (_("Ruolo"), invitation.role.get_role_display()),
            (_("Inviato"), moment(invitation.sent_at)),
            (_("Vale fino al"), date_format(invitation.expires_on, "SHORT_DATE_FORMAT")),
            (_("Invitato da"), name_of(invitation.invited_by) if invitation.invited_by else "–"),
        ]
        again = _("Parte un nuovo messaggio, che vale altri %(days)s giorni; quello di prima non vale più.")
        sections = [
            Section(_("Rinviare"), again % {"days": DAYS}, "rinvia", _("Rinvia")),
            Section(_("Ritirare"), _("Il messaggio non apre più niente."), "ritira", _("Ritira"), serious=True),
        ]
        orphaned = _(
            "Chi l’ha mandato non amministra più l’ente, e il messaggio non apre più niente. Se lo rinvii, è tuo."
        )
        note = "" if invitation.is_answered_for else orphaned
        offered = sections if self.administers else []
        return super().get_context_data(**kwargs) | {"facts": facts, "note": note, "sections": offered}
