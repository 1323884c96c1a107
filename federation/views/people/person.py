"""One person of a member: what they may do there, and what whoever administers it can change of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.actions.change_role import change_role
from federation.actions.remove_person import remove_person
from federation.actions.reset_second_factor import reset_second_factor
from federation.actions.resume_person import resume_person
from federation.actions.suspend_person import suspend_person
from federation.models import User
from federation.tenancy.guard import Guard
from federation.tenancy.people import name_of, people_of, roles_at, suspended_roles_at
from federation.tenancy.refusals import not_theirs
from federation.views.people.people import state_of
from federation.views.people.screens import LeavingForm, PeopleMixin, RoleForm, Section, moment


class PersonView(PeopleMixin, TemplateView):
    """GET says what each button does; POST does it. What is refused comes back as a message."""

    guard = Guard({"person_id": None})  # looked up among the people of the member
    model = User
    template_name = "federation/people/person.html"
    person: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = people_of(self.member).filter(pk=kwargs["person_id"]).first()
        if self.person is None:
            raise not_theirs(request)
        self.held = list(roles_at(self.member, self.person))

    def get_page_title(self) -> str:
        return name_of(self.person)

    def post(self, request: HttpRequest, person_id: int) -> HttpResponse:
        by: Any = request.user
        done = ""
        match request.POST.get("azione"):
            case "ruolo":
                form = RoleForm(request.POST, member=self.member)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(role_form=form))
                change_role(self.person, form.cleaned_data["role"], by=by)
                done = _("%(name)s ha cambiato ruolo.")
            case "sospendi":
                suspend_person(self.person, self.member, by=by)
                done = _("%(name)s non può più lavorare qui, finché non riattivi.")
            case "riattiva":
                resume_person(self.person, self.member, by=by)
                done = _("%(name)s può di nuovo lavorare qui.")
            case "secondo-fattore":
                reset_second_factor(self.person, by=by)
                done = _("%(name)s configura un nuovo secondo fattore al prossimo accesso.")
            case "togli":
                leaving = LeavingForm(request.POST)
                if self.person == by and not leaving.is_valid():
                    return self.render_to_response(self.get_context_data(leaving_form=leaving))
                remove_person(self.person, self.member, by=by)
                messages.success(request, _("%(name)s non lavora più qui.") % {"name": name_of(self.person)})
                return redirect(self.url_of("federation_people"))
        if done:
            messages.success(request, done % {"name": name_of(self.person)})
        return redirect(request.get_full_path())

    def get_context_data(
        self, role_form: RoleForm | None = None, leaving_form: LeavingForm | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        roles = self.held or list(suspended_roles_at(self.member, self.person))
        facts = [
            (_("Nome utente"), self.person.get_username()),
            (_("E-mail"), self.person.email or "–"),
            (_("Ruolo"), ", ".join(role.get_role_display() for role in roles)),
            (_("Stato"), state_of(self.person, holds_role=bool(self.held))),
            (_("Ultimo accesso"), moment(self.person.last_login) if self.person.last_login else _("mai")),
            (_("Secondo fattore"), _("sì") if self.person.has_second_factor else _("no")),
        ]
        form = role_form or RoleForm(member=self.member, initial={"role": roles[0].role if roles else ""})
        return super().get_context_data(**kwargs) | {
            "facts": facts,
            "note": self._note(),
            "sections": list(self._sections(form, leaving_form or LeavingForm())),
        }

    def _note(self) -> str:
        if not self.administers:
            return _("Qui leggi soltanto: sulle persone di un ente decide chi lo amministra.")
        if self.person.is_superuser:
            return _("È un amministratore di sistema: da qui non si cambia niente.")
        if self.person == self.request.user:
            return _("Sei tu: il tuo ruolo lo cambia un altro amministratore, o il consorzio.")
        return ""

    def _sections(self, role_form: RoleForm, leaving_form: LeavingForm) -> Iterator[Section]:
        if self.person.is_superuser or not self.administers:
            return
        if self.person == self.request.user:
            text = _(
                "Perdi il ruolo per questo ente, e le tue sessioni si chiudono. L’utenza e i ruoli altrove restano."
            )
            yield Section(
                _("Uscire dall’ente"), text, "togli", _("Esci da questo ente"), serious=True, form=leaving_form
            )
            return
        yield from self._for_colleague(role_form)
        text = _("Perde il ruolo per questo ente, e le sue sessioni si chiudono. L’utenza e i ruoli altrove restano.")
        yield Section(_("Togliere dall’ente"), text, "togli", _("Togli da questo ente"), serious=True)

    def _for_colleague(self, role_form: RoleForm) -> Iterator[Section]:
        if not self.held:
            text = _("Ritrova il ruolo che aveva. Se glielo dà un’identità esterna, torna al prossimo accesso.")
            yield Section(_("Riattivare"), text, "riattiva", _("Riattiva"))
            return
        text = _("Vale da subito, e solo per questo ente.")
        yield Section(_("Cambiare ruolo"), text, "ruolo", _("Cambia ruolo"), form=role_form)
        text = _("Da subito non può più lavorare per questo ente, e le sue sessioni si chiudono. Puoi riattivare.")
        yield Section(_("Sospendere"), text, "sospendi", _("Sospendi"), serious=True)
        if self.person.has_second_factor:
            text = _(
                "Per chi ha perso telefono, passkey e codici di recupero. Accertati di persona che sia lui o lei: "
                "al prossimo accesso basta la password, poi configura un nuovo secondo fattore. Riceve un’e-mail."
            )
            yield Section(
                _("Azzerare il secondo fattore"), text, "secondo-fattore", _("Azzera il secondo fattore"), serious=True
            )
