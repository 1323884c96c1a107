"""What signing in adds to Wagtail: the names of its log's actions, and the way to one's second factors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from federation.models import User
from federation.models.log_words import person_and_roles
from federation.signing_in.account import EmailPanel
from federation.signing_in.audit import ACTIONS


class SignInFormatter(LogFormatter):  # type: ignore[misc]
    """Says from which network, and of a member's log about whom."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        about = person_and_roles(log_entry.data)
        return f"{self.label}: {about}" if about else str(self.label)

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return str(log_entry.data.get("network", ""))


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    for name, message in ACTIONS.items():
        actions.register_action(f"signing_in.{name}")(
            type(name, (SignInFormatter,), {"label": message, "message": message})
        )


@hooks.register("register_account_settings_panel")
def email_panel(request: HttpRequest, user: User, profile: Any) -> EmailPanel:
    return EmailPanel(request, user, profile)


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Secondo fattore"),
        "help_text": _("L’app, le passkey e i codici di recupero con cui confermi che sei tu."),
    }
