"""The note on the admin's home page, for those who look after the installation, when something is not well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from federation.task_health import TaskHealth


class TaskNote(Component):  # type: ignore[misc]
    name = "federation_tasks"
    template_name = "federation/task_note.html"
    order = 50

    def __init__(self, health: TaskHealth) -> None:
        self.health = health

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"health": self.health}
