"""Base classes of the admin's screens for what belongs to a member: snippets, models, choosers.

They list what the person's role reaches, and take for the owner only members at which it does, whatever form they are
given. Wagtail's own list every row, whatever the policy says.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import registry
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from federation.tenancy.changes import changes_of
from federation.tenancy.forms import OwnedModelForm, owned_form
from federation.tenancy.guard import Guard
from federation.tenancy.policies import ACTIONS
from federation.tenancy.reach import reach_of
from federation.tenancy.scope import choosable


class ChangesLogged:
    """Puts before and after into the entry of Wagtail's log that the view has just written."""

    form: Any

    def save_instance(self) -> Any:
        instance = super().save_instance()  # type: ignore[misc]
        entry = registry.get_logs_for_instance(instance).first()
        if entry is not None and entry.action == "wagtail.edit" and (changes := changes_of(self.form)):
            entry.data["changes"] = changes
            entry.save(update_fields=["data"])
        return instance


class _RowsWithin(ChangesLogged):
    """Mixed into the views of an owned viewset: they show what is within reach."""

    model: Any
    request: HttpRequest

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]
        if rows.model is not self.model:
            return rows  # of the history: its entries are those of the row in the address
        rights = policy_registry.get_by_type(self.model)
        return rows.filter(pk__in=rights.instances_user_has_any_permission_for(self.request.user, ACTIONS))


class _ChoicesWithin(_RowsWithin):
    """Into those of a chooser: they also show what is offered, and make rows for one's own members only."""

    def get_object_list(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_object_list()  # type: ignore[misc]
        return choosable(rows, reach_of(self.request.user))  # type: ignore[arg-type]

    def get_creation_form_class(self) -> type[OwnedModelForm] | None:
        form = super().get_creation_form_class()  # type: ignore[misc]
        return owned_form(form) if form is not None else None

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        return super().get_creation_form_kwargs() | {"for_user": self.request.user}  # type: ignore[misc,no-any-return]


class Guarded:
    """Puts the guard on every view of a viewset: the row in its address must be within the person's rights."""

    model: Any

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)  # type: ignore[misc]
        choosing = isinstance(self, ChooserViewSet)
        view.guard = Guard({"pk": self.model}, asked={"id": self.model} if choosing else {}, chosen=choosing)
        return view


class _Owned(Guarded):
    """Narrows every view too."""

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        within = _ChoicesWithin if isinstance(self, ChooserViewSet) else _RowsWithin
        narrowed = type(view_class.__name__, (within, view_class), {"__module__": view_class.__module__})
        return super().construct_view(narrowed, **kwargs)


class _OwnedForms(_Owned):
    """Makes the form an `OwnedModelForm`, wherever it comes from: panels, `form_fields`, one of the viewset's own."""

    def get_form_class(self, for_update: bool = False) -> type[OwnedModelForm]:
        return owned_form(super().get_form_class(for_update))  # type: ignore[misc]


class OwnedModelViewSet(_OwnedForms, ModelViewSet):  # type: ignore[misc]
    """For a model that declares `belongs` with `managed_by`."""


class OwnedChooserViewSet(_Owned, ChooserViewSet):  # type: ignore[misc]
    """Offers what the person's members own, and what is offered to all."""


class OwnedSnippetChooserViewSet(_Owned, SnippetChooserViewSet):  # type: ignore[misc]
    """The chooser of an owned snippet."""


class OwnedSnippetViewSet(_OwnedForms, SnippetViewSet):  # type: ignore[misc]
    """For a snippet that declares `belongs` with `managed_by`."""

    chooser_viewset_class = OwnedSnippetChooserViewSet
    add_to_admin_menu = True  # Wagtail's page of all snippets counts every member's
