"""What the log says of a member's people: who, and which role before and after."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from federation.models import MemberRole

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
        data: dict[str, Any] = log_entry.data
        before, after = _names(data.get("before", [])), _names(data.get("after", data.get("role", [])))
        roles = f"{before} → {after}" if before and after else before or after
        return f"{self.label}: {data.get('name', '')}" + (f" ({roles})" if roles else "")


def register(actions: LogActionRegistry) -> None:
    for name, label in ACTIONS.items():
        actions.register_action(f"people.{name}")(type(name, (PeopleFormatter,), {"label": label, "message": label}))


def _names(roles: list[str] | str) -> str:
    labels = dict(MemberRole.Role.choices)
    return ", ".join(str(labels.get(role, role)) for role in ([roles] if isinstance(roles, str) else roles))
