"""Lets nobody into an address of the admin that names what is another member's (`federation.tenancy.gate`), and writes
to the register whoever was refused, here or by a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found
from wagtail.admin.auth import permission_denied

from federation.tenancy.audit import log_bounded
from federation.tenancy.gate import check_gate
from federation.tenancy.refusals import note_passed, note_refusal, was_refused


class TenancyMiddleware:
    """Before the unit of work, which locks what the address names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if was_refused(request, response):
            _record_refusal(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(request, "urlconf", None) != settings.ADMIN_URLCONF or request.resolver_match is None:
            return None
        if _has_nul(request):
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        try:
            check_gate(request, request.resolver_match)
        except PermissionDenied:
            note_refusal(request)
            response: HttpResponse = permission_denied(request)
            return response
        except Http404 as error:
            note_refusal(request)
            return page_not_found(request, error, template_name="wagtailadmin/404.html")
        note_passed(request)
        return None


def _has_nul(request: HttpRequest) -> bool:
    """In the address: no text of PostgreSQL's may have one, and views search by what stands there. What is typed in a
    form is refused by its fields."""
    return "\0" in request.path or any("\0" in text for name, values in request.GET.lists() for text in (name, *values))


def _record_refusal(request: HttpRequest) -> None:
    """In the register of the person's own member: what was asked for belongs to another, who learns nothing."""
    data = {"address": f"{request.method} {request.path}"[:200]}
    log_bounded(request.user, "tenancy.refused_address", user=request.user, data=data)  # type: ignore[arg-type]
