"""A form that writes the columns that were changed in it, and no others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from federation.tenancy.forms import CheckedMixin


class ChangedColumnsForm(CheckedMixin, WagtailAdminModelForm):  # type: ignore[misc]
    """What another person, or an action, wrote meanwhile into other columns stays; and where nothing changed nothing
    is written, so that no site's version rises (`unseen_fields` of the models)."""

    class Meta(WagtailAdminModelForm.Meta):  # type: ignore[misc]
        error_messages = {"slug": {"unique": gettext_lazy("Questa sigla è già usata: scegline un’altra.")}}

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding or not commit:
            return super().save(commit=commit)
        columns = {field.name for field in self.instance._meta.concrete_fields}
        if changed := columns.intersection(self.changed_data):
            self.instance.save(update_fields=changed)
        self._save_m2m()
        return self.instance
