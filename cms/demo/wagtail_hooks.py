"""The demonstration's own word in the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.demo.loaded import ACTION


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION, _("Dimostrazione"), _("Caricato dalla dimostrazione"))
