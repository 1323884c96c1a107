"""What the log says of a member's people: who, and which role before and after."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from federation.models.log_words import person_and_roles

ACTIONS: dict[str, Promise] = {
    "invited": _("Invito"),
    "invited_again": _("Invito rinviato"),
    "invitation_withdrawn": _("Invito ritirato"),
    "invitation_accepted": _("Invito accettato"),
    "role_changed": _("Ruolo cambiato"),
    "suspended": _("Persona sospesa"),
    "resumed": _("Persona riattivata"),
    "removed": _("Persona tolta dall’ente"),
}


class PeopleFormatter(LogFormatter):  # type: ignore[misc]
    """«Ruolo cambiato: Anna Rossi (Redattore → Amministratore)»."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return f"{self.label}: {person_and_roles(log_entry.data)}"


def register(actions: LogActionRegistry) -> None:
    for name, label in ACTIONS.items():
        actions.register_action(f"people.{name}")(type(name, (PeopleFormatter,), {"label": label, "message": label}))
