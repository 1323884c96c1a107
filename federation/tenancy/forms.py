"""The forms of what a member owns: what they refer to is checked before it is stored, and said at its field."""

from __future__ import annotations

import re
from typing import Any

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from federation.models import Member
from federation.row_ids import read_row_id
from federation.tenancy.audit import log_bounded
from federation.tenancy.reach import members_where
from federation.tenancy.references import Reference, explain, foreign_in, owner_of

STRUCTURE = ("-count", "-order", "-type", "-deleted", "-id")  # what a StreamField's form counts its blocks by


class WithholdingMixin:
    """A choice that was refused does not come back with the form, whose chooser would look up its title."""

    fields: dict[str, Any]
    data: Any
    errors: Any
    add_prefix: Any

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        for name in self.errors:
            field, sent = self.fields.get(name), self.add_prefix(name)
            if isinstance(field, ModelChoiceField):
                self.data = self.data.copy()
                if isinstance(field, ModelMultipleChoiceField):
                    self.data.setlist(sent, [key for key in self.data.getlist(sent) if _offers(field, key)])
                else:
                    self.data[sent] = ""


def _offers(field: ModelMultipleChoiceField[Any], key: str) -> bool:
    return field.queryset is not None and field.queryset.filter(pk=read_row_id(key)).exists()


class CheckedMixin(WithholdingMixin):
    """Adds an error for each reference to what is another member's."""

    instance: Any
    add_error: Any

    def _owner(self) -> Member | None:
        return owner_of(self.instance)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if member := self._owner():
            foreign = foreign_in(self.instance, member=member)
            if foreign and (person := getattr(self, "for_user", None)):
                named = ", ".join(f"{entry.model._meta.verbose_name} {entry.key}" for entry in foreign)
                log_bounded(person, "tenancy.refused_reference", user=person, data={"address": named[:200]})
            for reference in foreign:
                self.add_error(reference.field if reference.field in self.fields else None, explain(reference))
                self._withhold(reference)

    def _withhold(self, reference: Reference) -> None:
        """In the blocks of a StreamField and in rich text too. Which of a block's fields is a chooser, their names do
        not say: a text that is nothing but the row's key goes as well, rather than that any chooser tells its title."""
        prefix = self.add_prefix(reference.field)
        linked = re.compile(rf'"id":\s*"?{re.escape(reference.key)}"?(?=[,}}\s])')
        data = self.data.copy()
        for name, values in self.data.lists():
            if name.startswith(f"{prefix}-") and not name.endswith(STRUCTURE):
                kept = ["" if value == reference.key else linked.sub('"id": null', value) for value in values]
                data.setlist(name, kept)
        self.data = data


class OwnedPageForm(CheckedMixin, WagtailAdminPageForm):  # type: ignore[misc]
    """`base_form_class` of all page types of a member's site."""

    def _owner(self) -> Member | None:
        """A new page has no place in the tree yet, but its parent has."""
        members = Member.objects.select_related("site__root_page", "collection")
        return members.owning(self.instance if self.parent_page.is_root() else self.parent_page)


class OwnedModelForm(CheckedMixin, WagtailAdminModelForm):  # type: ignore[misc]
    """Of snippets and models; offers as owner only members at which the person may write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = f"{self._meta.model._meta.app_label}.change_{self._meta.model._meta.model_name}"
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and field.queryset is not None and field.queryset.model is Member:
                field.queryset = members_where(self.for_user, right)


def owned_form(form: type[Any]) -> type[OwnedModelForm]:
    """A model form as an `OwnedModelForm`: itself where it is one, and otherwise made into one."""
    if issubclass(form, OwnedModelForm):
        return form
    return type(form.__name__, (OwnedModelForm, form), {"__module__": form.__module__, "Meta": form.Meta})  # type: ignore[attr-defined]
