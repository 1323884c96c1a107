"""Choosing members of thousands: a list of those that are chosen, and Wagtail's chooser to add more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.staticfiles import versioned_static

from federation.row_ids import read_row_id


class ChosenMembers(forms.CheckboxSelectMultiple):
    """Checkboxes for what is chosen, so that unticking takes away, by keyboard and on a phone alike; a page never
    carries all members. The button opens the chooser in a modal and adds ticked checkboxes."""

    template_name = "federation/widgets/chosen_members.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[int]:
        """What is no number of a row becomes 0, which the field refuses with its message."""
        return [read_row_id(pk) for pk in super().value_from_datadict(data, files, name) or ()]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        choices: Any = self.choices
        chosen = choices.queryset.filter(pk__in=value)
        return [
            (None, [self.create_option(name, member.pk, str(member), True, index, attrs=attrs)], index)
            for index, member in enumerate(chosen)
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["chooser_url"] = reverse("federation_member_chooser:choose")
        return context

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[
                versioned_static("wagtailadmin/js/chooser-modal.js"),
                versioned_static("federation/chosen_members.js"),
            ],
        )
