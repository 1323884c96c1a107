"""«Lavori in sospeso»: what was not done yet and why, whether the scheduler lives, and what can be done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.actions.discard_task import discard_task
from federation.actions.retry_tasks import retry_tasks
from federation.models import StoredTask
from federation.task_health import read_task_health
from federation.task_words import explain_error, subject_of, task_label
from federation.tenancy.guard import Guard
from federation.tenancy.tending import tends_tasks
from federation.views.acting import ScreenMixin

PER_PAGE = 50


class TendingMixin(ScreenMixin):
    """For those who look after the whole installation."""

    request: HttpRequest
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not tends_tasks(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Messages of errors may hold secrets: only who may see everything anyway reads them."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"sees_details": self.request.user.is_superuser}


class TaskReportView(TendingMixin, TemplateView):
    template_name = "federation/task_report.html"
    page_title = gettext_lazy("Lavori in sospeso")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(StoredTask.objects.in_trouble(), PER_PAGE).get_page(self.request.GET.get("p"))
        health = read_task_health()
        return super().get_context_data(**kwargs) | {
            "health": health,
            "duties": [(state, explain_error(state.run.error_class)) for state in health.duties],
            "rows": page,
            "tasks": [_shown(task) for task in page],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`lavoro` names one; without it, all that are dead are meant."""
        task_id = _uuid(request.POST.get("lavoro", ""))
        retried = retry_tasks(task_id, user=request.user)  # type: ignore[arg-type]
        if retried:
            said = ngettext(
                "%(count)s lavoro riparte entro un minuto.", "%(count)s lavori ripartono entro un minuto.", retried
            )
            messages.success(request, said % {"count": retried})
        else:
            messages.warning(request, _("Nel frattempo è già partito, o non c’è più."))
        return redirect("federation_tasks")


class DiscardTaskView(TendingMixin, TemplateView):
    """Asks first."""

    guard = Guard({"task_id": None})  # `dispatch` asks who looks after the installation
    template_name = "federation/discard_task.html"
    page_title = gettext_lazy("Scarta un lavoro")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = get_object_or_404(StoredTask.objects.resting(), pk=kwargs["task_id"])
        return super().get_context_data(**kwargs) | _shown(task)

    def post(self, request: HttpRequest, task_id: UUID) -> HttpResponse:
        if discard_task(task_id, user=request.user):  # type: ignore[arg-type]
            messages.success(request, _("Scartato."))
        else:
            messages.warning(request, _("Nel frattempo è già partito, o non c’è più."))
        return redirect("federation_tasks")


def _shown(task: StoredTask) -> dict[str, Any]:
    error = explain_error(task.exception_class_path)
    return {"task": task, "label": task_label(task.task_path), "subject": subject_of(task), "error": error}


def _uuid(text: str) -> UUID | None:
    """None where nothing is named; an id that is none names nothing that exists."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)
