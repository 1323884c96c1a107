"""What these screens share: a row is looked up among those that the person may change; another's is not found.
Auditors, who change none, have the lists, and a screen of one row to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet

from federation.ports.syndicated import pages_addressed_to
from federation.refusal import ActionRefused
from federation.tenancy.changes import in_words
from federation.tenancy.viewsets import ChangesLogged, Guarded

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LISTED_PAGES = 20
SCREENS = {"index", "index_results", "add", "edit", "delete", "history", "history_results", "inspect"}


def own_rows(view: Any) -> QuerySet[Any]:
    """Wagtail's generic views ask whether a person may change rows at all, not whether it may change this one."""
    rows: QuerySet[Any] = view.permission_policy.instances_user_has_any_permission_for(view.request.user, ["change"])
    return rows


def readable_rows(view: Any) -> QuerySet[Any]:
    """These, and what an auditor reads."""
    rights = view.permission_policy
    rows: QuerySet[Any] = rights.instances_user_has_any_permission_for(view.request.user, ["change", "view"])
    return rows


class OwnIndexView(IndexView):  # type: ignore[misc]
    empty_message: StrOrPromise = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        return readable_rows(self)

    def get_edit_url(self, instance: Any) -> str | None:
        return super().get_edit_url(instance) if self._may_change(instance) else None

    def get_inspect_url(self, instance: Any) -> str | None:
        """For whoever has no other screen of the row."""
        return None if self._may_change(instance) else super().get_inspect_url(instance)

    def _may_change(self, instance: Any) -> bool:
        return bool(self.user_has_permission_for_instance("change", instance))


class ReadView(InspectView):  # type: ignore[misc]
    """For auditors; whoever may change the row has its form instead."""

    any_permission_required = ("view",)
    page_title = gettext_lazy("Scheda")

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(readable_rows(self), pk=self.pk)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return in_words(value) if value is None or isinstance(value, bool) else value

    def get_edit_url(self) -> str | None:
        return None

    def get_delete_url(self) -> str | None:
        return None


class SavingMixin:
    """Shows the form again, with all that was typed, when the rows turn out to have changed meanwhile."""

    error_message = gettext_lazy("Non ho salvato: correggi i campi segnalati.")
    success_message = gettext_lazy("Salvato: %(object)s.")

    def form_valid(self: Any, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return response
        except IntegrityError:
            form.add_error(
                None, _("Nel frattempo qualcun altro ha preso questo nome o questa sigla: scegline un altro.")
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        self.produced_error_message = self.get_error_message()
        again: HttpResponse = self.form_invalid(form)
        return again


class NewView(SavingMixin, CreateView):  # type: ignore[misc]
    pass


class OwnEditView(SavingMixin, ChangesLogged, EditView):  # type: ignore[misc]
    def get_queryset(self) -> QuerySet[Any]:
        return own_rows(self)

    def get_inspect_url(self) -> str | None:
        return None  # an auditor's


class OwnHistoryView(HistoryView):  # type: ignore[misc]
    def get_base_object_queryset(self) -> QuerySet[Any]:
        return own_rows(self)


class UnusedDeleteView(DeleteView):  # type: ignore[misc]
    """Deletes what no page is addressed to; of anything else it says which pages those are, and offers no button."""

    success_message = gettext_lazy("Eliminato: %(object)s.")

    def get_queryset(self) -> QuerySet[Any]:
        return own_rows(self)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Non si può eliminare: serve ad alcune pagine."))
            return redirect(self.get_delete_url())  # which says which ones
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = pages_addressed_to(self.object)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "pages": pages[:LISTED_PAGES],
            "page_count": pages.count(),
            "edit_url": reverse(self.edit_url_name, args=[self.object.pk]),
        }


class FederationViewSet(Guarded, ModelViewSet):  # type: ignore[misc]
    """Wagtail's own screens for one table. No copies; who uses a row is said where it matters, because Wagtail's
    reference index does not see audiences."""

    index_view_class = OwnIndexView
    add_view_class = NewView
    edit_view_class = OwnEditView
    history_view_class = OwnHistoryView
    delete_view_class = UnusedDeleteView
    inspect_view_class = ReadView
    inspect_view_enabled = True
    template_prefix = "federation/staff/"
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    screens = SCREENS
    empty_message: StrOrPromise = ""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        shared: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        missing = {f"{name}_url_name": None for name in ("add", "delete", "usage") if name not in self.screens}
        return shared | missing

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        shared: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        return shared | {"empty_message": self.empty_message}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.screens]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: these would be checkboxes on Wagtail's group screen that change nothing (`tenancy/staff.py`)."""
        return Permission.objects.none()
