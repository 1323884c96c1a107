"""The name of a row, from which the editor proposes its slug as long as there is none."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import TitleFieldPanel


class NamePanel(TitleFieldPanel):  # type: ignore[misc]
    """Wagtail's, without its look of a page title; where the form has no slug, its script finds no target and fails."""

    def __init__(self, field_name: str = "name", **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs | {"classname": "", "placeholder": False})

    class BoundPanel(TitleFieldPanel.BoundPanel):  # type: ignore[misc]
        def get_attrs(self) -> dict[str, Any]:
            return super().get_attrs() if "slug" in self.form.fields else {}
